// A mail's frame tells how tall it is. Nothing else it says is listened to, and no frame but ours is.
const HEIGHT_MAX = 40_000;

export const startFrames = (): void => {
  addEventListener("message", (event: MessageEvent<unknown>) => {
    const data = event.data as { deskheroFrameHeight?: unknown } | null;
    const height = typeof data === "object" && data !== null ? data.deskheroFrameHeight : undefined;
    if (typeof height !== "number" || !Number.isFinite(height)) return;
    for (const frame of document.querySelectorAll<HTMLIFrameElement>("iframe.mail")) {
      if (frame.contentWindow === event.source) {
        frame.height = String(Math.min(Math.max(height, 24), HEIGHT_MAX));
      }
    }
  });
};
