// What this extension uses of JupyterLab, and no more of it: nothing of JupyterLab is bundled or needed to build.

/** Set by `build.mjs`: the file name of the view's script, beside the container's. */
declare const VIEW_FILE: string;
/** Set by `build.mjs`: what is said when that script does not come, by language. */
declare const VIEW_MISSING: Record<string, string>;
/** Set by `build.mjs`: first 12 hex digits of the sha256 of each script that widgets ask for, by its name. */
declare const SCRIPT_HASHES: Record<string, string>;
/** Set by `build.mjs`: the words of the view, by language. */
declare const VIEW_TEXTS: Record<string, Record<string, string>>;
/** Set by `build.mjs`: the style sheet of the view. */
declare const VIEW_STYLE: string;

interface SharedModule {
  get: () => (() => unknown) | Promise<() => unknown>;
  loaded?: unknown;
}

/** Module federation's share scope: package name → version → module. */
type ShareScope = Record<string, Record<string, SharedModule>>;

interface LabWidget {
  readonly node: HTMLElement;
  readonly parent: LabWidget | null;
  readonly isDisposed: boolean;
  readonly isAttached: boolean;
  addClass(name: string): void;
  dispose(): void;
  onAfterAttach(message: unknown): void;
  /** A notebook's or console's panel has one. */
  readonly sessionContext?: SessionContext;
}

interface LabWidgetClass {
  new (): LabWidget;
}

interface Signal<Args> {
  connect(slot: (sender: unknown, args: Args) => void): unknown;
  disconnect(slot: (sender: unknown, args: Args) => void): unknown;
}

interface SessionContext {
  readonly session: { readonly kernel: KernelConnection | null } | null;
  readonly kernelChanged: Signal<unknown>;
  readonly statusChanged: Signal<string>;
  readonly iopubMessage: Signal<KernelMessage>;
}

interface KernelMessage {
  readonly header: { readonly msg_type: string };
  readonly parent_header?: { readonly msg_type?: string };
  readonly content: { readonly execution_state?: string; readonly data?: Record<string, unknown> };
  readonly buffers?: (ArrayBuffer | ArrayBufferView)[];
}

interface KernelConnection {
  readonly handleComms: boolean;
  readonly isDisposed: boolean;
  readonly status: string;
  readonly info: Promise<unknown>;
  readonly supportsSubshells?: boolean;
  createComm(target: string): KernelComm;
}

interface KernelComm {
  readonly isDisposed: boolean;
  /** JupyterLab 4.4 and newer. */
  readonly commsOverSubshells?: string;
  readonly subshellStarted?: Promise<void>;
  onMsg: (message: KernelMessage) => void;
  onClose: (message: KernelMessage) => void;
  open(data: object): { readonly done: Promise<unknown> };
  send(
    data: object,
    metadata?: object,
    buffers?: (ArrayBuffer | ArrayBufferView)[],
  ): {
    readonly done: Promise<unknown>;
  };
  close(): unknown;
  dispose(): void;
}

interface MimeModel {
  readonly data: Record<string, unknown>;
  setData(options: { data: Record<string, unknown> }): void;
}

interface UrlResolver {
  resolveUrl(url: string): Promise<string>;
  getDownloadUrl(url: string): Promise<string>;
}

interface RendererOptions {
  resolver: UrlResolver | null;
}

interface RenderMimeRegistry {
  addFactory(
    factory: {
      safe: boolean;
      mimeTypes: string[];
      createRenderer: (options: RendererOptions) => LabWidget;
    },
    rank: number,
  ): void;
}

interface Window {
  _JUPYTERLAB?: Record<string, unknown>;
}
