import { describe, expect, it } from "vitest";
import { BUILT_IN_OBJECTS } from "../definitions/records.ts";
import type { Catalogue } from "../definitions/catalogue.ts";
import { RESOURCE_SCHEMAS, type ResourceKind, type ResourceOf } from "../definitions/resources.ts";
import { runTableTests } from "../definitions/tables/index.ts";
import { TEMPLATES } from "../definitions/templates/index.ts";
import { validateWorkflow } from "../definitions/validate/index.ts";
import { createBuiltInRegistry } from "./built-in-registry.ts";
import { listTemplateValues, renderMail } from "./mail/render-mail.ts";

type Template = (typeof TEMPLATES)[number];

function resourcesOf<K extends ResourceKind>(template: Template, kind: K): ResourceOf<K>[] {
  return template.resources
    .filter((resource) => resource.kind === kind)
    .map(({ value }) => RESOURCE_SCHEMAS[kind].parse(value) as ResourceOf<K>);
}

/** What a workspace knows after it took the template, with its two ERP connections set up. */
function catalogueAfter(template: Template): Catalogue {
  return {
    connectors: createBuiltInRegistry().describe(),
    objects: [...BUILT_IN_OBJECTS],
    connections: [
      { key: "default", connector: "smtp", name: "Mail" },
      { key: "erp", connector: "erp", name: "ERP" },
      { key: "tryton", connector: "tryton", name: "Tryton" },
    ],
    tables: resourcesOf(template, "tables").map(({ key, name, inputs, outputs, hitPolicy }) => ({
      key,
      name,
      inputs: inputs.map(({ id, type }) => ({ id, type })),
      outputs: outputs.map(({ id, type }) => ({ id, type })),
      hitPolicy,
    })),
    calendars: resourcesOf(template, "calendars").map(({ key, tz }) => ({ key, tz })),
    policies: resourcesOf(template, "policies").map(({ key, name }) => ({ key, name })),
    mailTemplates: resourcesOf(template, "mail-templates").map(({ key, name }) => ({ key, name })),
    workflows: [],
    users: [],
    teams: resourcesOf(template, "teams").map(({ key, name }) => ({ key, name })),
    roles: [],
    conditions: [],
  };
}

describe.each(TEMPLATES.map((template) => [template.id, template] as const))("template %s", (_id, template) => {
  it("validates without an error or a warning", () => {
    const issues = validateWorkflow(template.definition, catalogueAfter(template));
    expect(issues.filter(({ severity }) => severity !== "info")).toEqual([]);
  });

  it("speaks both languages", () => {
    const { name, description, definition } = template;
    const names = [...definition.nodes, ...definition.triggers].map((part) => part.name);
    for (const text of [name, description, definition.name, definition.description, ...names]) {
      expect(text).toEqual({ en: expect.any(String), zh: expect.stringMatching(/\p{Script=Han}|^HTTP$/u) });
    }
  });

  it("brings resources that are valid and lead to one another", () => {
    const teams = new Set(resourcesOf(template, "teams").map(({ key }) => key));
    const queues = new Set(resourcesOf(template, "queues").map(({ key }) => key));
    for (const policy of resourcesOf(template, "policies")) {
      for (const { candidates, queue } of policy.rules) {
        expect(candidates.team === undefined || teams.has(candidates.team)).toBe(true);
        expect(queue === undefined || queues.has(queue)).toBe(true);
      }
    }
    for (const table of resourcesOf(template, "tables")) {
      expect(table.tests.length).toBeGreaterThan(0);
      expect(runTableTests(table).filter((result) => !result.ok)).toEqual([]);
    }
    for (const mail of resourcesOf(template, "mail-templates")) {
      const rendered = renderMail(mail, mail.sample ?? {});
      expect(rendered.subject).not.toBe("");
      expect(rendered.text).not.toContain("<");
      expect(listTemplateValues(mail).length).toBeGreaterThan(0);
    }
  });

  it("is laid out from left to right without overlaps", () => {
    const { definition } = template;
    const { nodes: places } = definition.layout;
    const parents = new Map(definition.nodes.map((node) => [node.id, node.parent ?? ""]));
    for (const { source, target } of definition.edges) {
      expect((places[source]?.x ?? 0) < (places[target]?.x ?? 0)).toBe(true);
      expect(parents.get(source) ?? "").toBe(parents.get(target));
    }
    const spots = Object.entries(places).map(([id, { x, y }]) => `${parents.get(id) ?? ""}/${x}/${y}`);
    expect(new Set(spots).size).toBe(spots.length);
  });
});
