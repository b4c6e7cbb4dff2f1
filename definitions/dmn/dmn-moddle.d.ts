/** dmn-moddle brings no types: what we use of it. */
declare module "dmn-moddle" {
  export interface DmnElement {
    $type: string;
    $attrs: Record<string, unknown>;
    $parent?: DmnElement;
    $descriptor: { properties: { name: string; ns: { localName: string }; default?: unknown }[] };
    get(name: string): unknown;
  }
  export class DmnModdle {
    constructor(packages?: object, options?: object);
    fromXML(xml: string): Promise<{ rootElement: DmnElement; warnings: { message: string }[] }>;
    toXML(element: DmnElement, options?: { format?: boolean }): Promise<{ xml: string }>;
    create(type: string, attributes?: Record<string, unknown>): DmnElement;
  }
}
