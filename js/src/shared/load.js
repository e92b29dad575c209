// A bundle that came as text, brought to life the way anywidget does it with ours.

/**
 * @param {string} script an ES module
 * @returns {Promise<any>}
 */
export async function importText(script) {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}
