import type { Page } from "playwright-core";

/** How far two colours may lie apart, of 255, before they differ: edges of letters are smoothed a little otherwise. */
const SAME_COLOUR = 40;

/**
 * The part of pixels that differ between two PNGs, 0 to 1; 1 where their sizes do. The browser decodes them, in a page of
 * its own.
 */
export async function comparePictures(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async ([a, b, sameColour]) => {
      const pixelsOf = async (base64: string) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
        const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext("2d");
        if (context === null) throw new Error("no canvas");
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
      };
      const [first, second] = await Promise.all([pixelsOf(a), pixelsOf(b)]);
      if (first.width !== second.width || first.height !== second.height) return 1;
      let different = 0;
      for (let at = 0; at < first.data.length; at += 4) {
        const distance = Math.max(
          ...[0, 1, 2].map((channel) => Math.abs((first.data[at + channel] ?? 0) - (second.data[at + channel] ?? 0))),
        );
        if (distance > sameColour) different += 1;
      }
      return different / (first.width * first.height);
    },
    [one.toString("base64"), other.toString("base64"), SAME_COLOUR] as const,
  );
}

/**
 * What pictures depend on besides the pages: the browser's version and how it draws letters, Latin and Chinese. Pictures
 * of another machine with the same value may be compared.
 */
export async function fingerprintOf(page: Page): Promise<string> {
  const drawn = await page.evaluate(() => {
    const canvas = new OffscreenCanvas(600, 80);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    const widths = ["sans-serif", "monospace"].map((family) => {
      context.font = `14px ${family}`;
      context.fillText("Flowright 0123 工作流 触发器", 4, 30);
      return context.measureText("Flowright 0123 工作流 触发器").width;
    });
    const { data } = context.getImageData(0, 0, 600, 80);
    let hash = 0;
    for (const value of data) hash = (hash * 31 + value) % 2_147_483_647;
    return `${widths.map((width) => width.toFixed(2)).join("/")} ${hash}`;
  });
  return `${page.context().browser()?.version() ?? ""} ${drawn}`.trim();
}

/** What is on a page whatever its fonts: headings, and how many there are of each kind of control. */
export async function structureOf(page: Page): Promise<{ headings: string[]; counts: Record<string, number> }> {
  return page.evaluate(() => {
    const seen = (element: Element) => element.getBoundingClientRect().width > 0;
    const kinds = ["a[href]", "button", "input", "table tr", "svg", "[role=tab]", ".react-flow__node", "nav", "main"];
    return {
      headings: [...document.querySelectorAll("h1, h2, h3")].filter(seen).map((heading) => heading.textContent),
      counts: Object.fromEntries(kinds.map((kind) => [kind, [...document.querySelectorAll(kind)].filter(seen).length])),
    };
  });
}
