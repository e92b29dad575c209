/** The type of a clip's document within a notebook's output. */
export const MIME = "application/vnd.sora-widgets.clip+json";
