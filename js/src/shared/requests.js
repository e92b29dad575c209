// Requests to the kernel, each answered: `{kind, id, …}` goes out, `{kind: "reply", id, ok, result | error}` comes back.
//
// There is no time-out here on purpose: a kernel may be busy for minutes and answers then. Whoever asks may give up
// through a signal. Ids are numbers: ipykernel keeps a routing entry for every *string* id a kernel ever sends.

import { observe } from "./lifetime.js";

/** @typedef {{ result: any, buffers: DataView[] }} Reply */
/**
 * @typedef {((kind: string, fields?: Record<string, unknown>, signal?: AbortSignal) => Promise<Reply>)
 *   & { scripts?: () => Record<string, string> }} Request `scripts`: the hash of each script that may be asked for
 */

/** What the kernel answered when it could not do what was asked. */
export class KernelError extends Error {
  /**
   * @param {{ code?: string, message?: string } | undefined} error
   * @param {import("./texts.js").Say} say
   */
  constructor(error, say) {
    super(error?.message ?? say("kernel.no_reason"));
    this.name = "KernelError";
    this.code = error?.code ?? "internal";
  }
}

/**
 * @param {Pick<import("@anywidget/types").AnyModel, "on" | "off" | "send" | "get">} model
 * @param {AbortSignal} lifetime
 * @param {import("./texts.js").Say} say
 * @returns {Request}
 */
export function createRequests(model, lifetime, say) {
  /** @type {Map<number, { resolve: (reply: Reply) => void, reject: (reason: unknown) => void }>} */
  const waiting = new Map();
  // Several views may share one model and hear each other's replies: a random start keeps their ids apart.
  let id = Math.floor(Math.random() * 2 ** 31) * 2 ** 20;

  observe(
    model,
    "msg:custom",
    (message, buffers) => {
      if (message?.kind !== "reply") return;
      const asked = waiting.get(message.id);
      if (!asked) return;
      waiting.delete(message.id);
      if (message.ok) asked.resolve({ result: message.result, buffers: buffers ?? [] });
      else asked.reject(new KernelError(message.error, say));
    },
    lifetime,
  );
  lifetime.addEventListener(
    "abort",
    () => {
      for (const { reject } of waiting.values()) reject(lifetime.reason);
      waiting.clear();
    },
    { once: true },
  );

  /** @type {Request} */
  const request = (kind, fields = {}, signal = undefined) =>
    new Promise((resolve, reject) => {
      if (lifetime.aborted || signal?.aborted) return reject((signal?.aborted ? signal : lifetime).reason);
      id += 1;
      const mine = id;
      const giveUp = () => {
        waiting.delete(mine);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", giveUp, { once: true });
      const settle = () => signal?.removeEventListener("abort", giveUp);
      waiting.set(mine, {
        resolve: (reply) => {
          settle();
          resolve(reply);
        },
        reject: (reason) => {
          settle();
          reject(reason);
        },
      });
      model.send({ ...fields, kind, id: mine });
    });
  request.scripts = () => model.get("_scripts") ?? {};
  return request;
}

/**
 * Whether somebody gave up, rather than something having failed.
 *
 * @param {unknown} reason
 */
export function isGivenUp(reason) {
  return reason instanceof DOMException && reason.name === "AbortError";
}
