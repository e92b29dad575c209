// The icons, as 16 × 16 filled paths drawn for this project.

export const icons = {
  play: "M4 2.5v11l9.5-5.5z",
  pause: "M4 2.5h3v11H4zM9 2.5h3v11H9z",
  toStart: "M3 3h1.6v10H3zM13 3v10L5.6 8z",
  stepBack: "M10.5 3v10L4 8zM12 3h1.4v10H12z",
  stepOn: "M5.5 3v10L12 8zM2.6 3H4v10H2.6z",
  loop: "M4.5 4.2h5.3V2l3.4 3-3.4 3V5.8H4.5c-.7 0-1.2.5-1.2 1.2v1H1.7V7c0-1.6 1.2-2.8 2.8-2.8zM11.5 11.8H6.2V14l-3.4-3 3.4-3v2.2h5.3c.7 0 1.2-.5 1.2-1.2V8h1.6v1c0 1.6-1.2 2.8-2.8 2.8z",
  sound:
    "M2 6h2.5L8 3v10L4.5 10H2zM10 5.2c1 .6 1.6 1.6 1.6 2.8s-.6 2.2-1.6 2.8V9.3c.3-.3.4-.8.4-1.3s-.1-1-.4-1.3zM10 2.5c2.3.7 4 2.9 4 5.5s-1.7 4.8-4 5.5v-1.4c1.6-.7 2.7-2.2 2.7-4.1S11.6 4.6 10 3.9z",
  muted:
    "M2 6h2.5L8 3v10L4.5 10H2zM10 6.7l.9-.9L12.3 7.1l1.3-1.3.9.9L13.2 8l1.3 1.3-.9.9-1.3-1.3-1.4 1.3-.9-.9L11.4 8z",
  full: "M2 2h4.5v1.5h-3v3H2zM9.5 2H14v4.5h-1.5v-3h-3zM2 9.5h1.5v3h3V14H2zM12.5 9.5H14V14H9.5v-1.5h3z",
  download: "M7.2 2h1.6v6l2.3-2.3 1.1 1.1L8 11 3.8 6.8l1.1-1.1L7.2 8zM2.5 12.4h11V14h-11z",
  pointIn: "M3 2h4v1.5H4.5v9H7V14H3zM8 4.5 13.5 8 8 11.5z",
  pointOut: "M13 2H9v1.5h2.5v9H9V14h4zM8 4.5 2.5 8 8 11.5z",
  pointsClear:
    "M2 3h3v1.5H3.5v7H5V13H2zM14 3h-3v1.5h1.5v7H11V13h3zM5.9 5 8 7.1 10.1 5l.9.9L8.9 8l2.1 2.1-.9.9L8 8.9 5.9 11l-.9-.9L7.1 8 5 5.9z",
  copy: "M5 2h9v9h-2.5v3H2V5h3zM6.5 3.5v6h6v-6zM5 6.5H3.5v6H10V11H5z",
  pip: "M1.5 3h13v10h-13zM3 4.5v7h10v-7zM8 7.5h4v3H8z",
  more: "M2.2 6.7h2.6v2.6H2.2zM6.7 6.7h2.6v2.6H6.7zM11.2 6.7h2.6v2.6h-2.6z",
  mark: "M3.5 2h9v12L8 10.6 3.5 14zM5 3.5v7.5l3-2.3 3 2.3V3.5z",
  captions: "M1.5 3h13v10h-13zM3 4.5v7h10v-7zM4 8.8h4v1.3H4zM9 8.8h3v1.3H9zM4 6.3h2v1.3H4zM7 6.3h5v1.3H7z",
  sideBySide: "M1.5 3h6v10h-6zM3 4.5v7h3v-7zM8.5 3h6v10h-6zM10 4.5v7h3v-7z",
  wipe: "M1.5 3h13v10h-13zM8.7 4.5v7H13v-7zM7.3 1.5h1.4v13H7.3z",
  difference: "M2 2h8v4h4v8H6v-4H2zM3.5 3.5v5H6V6h2.5V3.5zM10 7.5V10H7.5v2.5h5v-5z",
  grid: "M2 2h5.3v5.3H2zM8.7 2H14v5.3H8.7zM2 8.7h5.3V14H2zM8.7 8.7H14V14H8.7z",
  undo: "M5.6 2.6 2 6.2l3.6 3.6 1-1-1.9-1.9H9a2.8 2.8 0 0 1 0 5.6H6V14h3a4.3 4.3 0 0 0 0-8.6H4.7l1.9-1.8z",
  redo: "m10.4 2.6 3.6 3.6-3.6 3.6-1-1 1.9-1.9H7a2.8 2.8 0 0 0 0 5.6h3V14H7a4.3 4.3 0 0 1 0-8.6h4.3L9.4 3.6z",
  chevron: "M3.5 5.5 8 10l4.5-4.5 1 1L8 12 2.5 6.5z",
  warning: "M8 1.5 15 14H1zM7.3 6v4h1.4V6zM7.3 11v1.4h1.4V11z",
};
