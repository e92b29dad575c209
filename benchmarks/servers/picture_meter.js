// Runs before anything else in a page under measure: what came over the websockets, and when pictures were painted.
//
// A picture is a video that has painted its first frame, or a poster that has been painted, whichever the page shows.
// A video moves with the first frame painted while it runs that is not the one it stood on: a browser that had put a
// video to sleep paints that one anew, and one that kept it ready does not. Both are noted.
// Times are the page's own, of the frame in which the browser painted (Element Timing, requestVideoFrameCallback).
(() => {
  const meter = { websocketBytes: 0, startedAt: 0, firstAt: null, allAt: null, complete: 0, wanted: 0, playedAt: null, movedAt: null };
  window.meter = meter;

  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        meter.websocketBytes += data.size ?? data.byteLength ?? data.length;
      });
    }
  };

  const isPicture = (element) => element.closest(".jp-OutputArea-output") !== null;
  const seen = new WeakSet();
  const whole = new WeakSet();
  const painted = (at) => (meter.firstAt = Math.min(meter.firstAt ?? Infinity, at));
  const isWhole = (element) => {
    // One for each output: a poster and the video that takes its place are the same picture.
    const place = element.closest(".jp-OutputArea-child");
    if (!place || whole.has(place)) return;
    whole.add(place);
    meter.complete += 1;
    if (meter.complete === meter.wanted) meter.allAt = performance.now();
  };
  new PerformanceObserver((list) => {
    for (const { element, renderTime, startTime, intersectionRect } of list.getEntries()) {
      if (element && isPicture(element) && intersectionRect.width >= 100) painted(renderTime || startTime);
    }
  }).observe({ type: "element" });

  const follow = (video, stoodAt = 0) => {
    video.requestVideoFrameCallback((_now, { presentationTime, mediaTime }) => {
      if (isPicture(video)) painted(presentationTime);
      if (!video.paused) meter.playedAt ??= presentationTime;
      if (!video.paused && mediaTime !== stoodAt) meter.movedAt ??= presentationTime;
      follow(video, video.paused ? mediaTime : stoodAt);
    });
  };
  const poster = (element, url) => {
    const image = new Image();
    image.src = url;
    image.decode().then(() => isWhole(element), () => {});
  };
  const take = (element) => {
    if (element instanceof HTMLVideoElement && element.poster) poster(element, element.poster);
    if (seen.has(element)) return;
    seen.add(element);
    element.setAttribute("elementtiming", "picture");
    if (element instanceof HTMLVideoElement) {
      element.addEventListener("loadeddata", () => isWhole(element));
      follow(element);
    } else {
      const arrived = () => element.naturalWidth >= 100 && isWhole(element);
      element.addEventListener("load", arrived);
      if (element.complete) arrived();
    }
  };
  new MutationObserver((changes) => {
    for (const { target, addedNodes, type } of changes) {
      if (type === "attributes") take(target);
      for (const node of addedNodes) {
        if (node instanceof HTMLVideoElement || node instanceof HTMLImageElement) take(node);
        else if (node instanceof Element) node.querySelectorAll("video, img").forEach(take);
      }
    }
  }).observe(document, { childList: true, subtree: true, attributeFilter: ["poster"] });

  /** Runs the cell, and counts from now. */
  meter.run = (index, wanted) => {
    const { content } = window.jupyterapp.shell.currentWidget;
    content.activeCellIndex = index;
    Object.assign(meter, { wanted, websocketBytes: 0, startedAt: performance.now() });
    window.jupyterapp.commands.execute("notebook:run-cell").then((done) => (meter.hasRun = done));
  };
  /**
   * Where the n-th picture is to be pressed, once it is in the middle of the page: on the browser's own play button,
   * because a press elsewhere on such a video waits for a second one, or else on the picture.
   */
  meter.spotOf = (index) => {
    const place = document.querySelectorAll(".jp-OutputArea-child")[index];
    const sizes = Array.from(place.querySelectorAll("video, img"), (one) => [one.clientWidth * one.clientHeight, one]);
    const picture = sizes.sort(([one], [other]) => other - one)[0][1];
    picture.scrollIntoView({ block: "center" });
    const box = picture.getBoundingClientRect();
    return picture.controls ? [box.x + 24, box.bottom - 48] : [box.x + box.width / 2, box.y + box.height / 2];
  };
})();
