import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProject, type Project } from "./project";

const tsconfig = (options: object = {}): string =>
  JSON.stringify({
    compilerOptions: {
      target: "es2022",
      lib: ["es2022"],
      module: "commonjs",
      moduleResolution: "bundler",
      strict: false,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      skipLibCheck: true,
      types: [],
      ...options,
    },
    include: ["src"],
  });

const config = `export default { dataSource: "./src/data-source.ts" };\n`;
const dataSource = (entities: string, imports = ""): string =>
  `import "reflect-metadata";\nimport { DataSource } from "typeorm";\n${imports}\n` +
  `export default new DataSource({ type: "postgres", url: "postgres://localhost/x", entities: ${entities} });\n`;
const entity = (name: string, body = "", head = ""): string =>
  `import { Column, Entity, ManyToOne, OneToMany, PrimaryColumn } from "typeorm";\n${head}\n@Entity()\n` +
  `export class ${name} {\n  @PrimaryColumn() id: number;\n${body}\n}\n`;

describe("loadModule", () => {
  let project: Project;
  beforeEach(() => {
    project = createProject(null);
    project.write("package.json", `{ "private": true }`);
    project.write("tsconfig.json", tsconfig());
    project.write("revise.config.ts", config);
    project.write("src/data-source.ts", dataSource("[A]", `import { A } from "./a";`));
  });
  afterEach(() => {
    project.remove();
  });

  it("follows a type that changes in another file", () => {
    project.write("src/types.ts", "export type Size = string;\n");
    project.write("src/a.ts", entity("A", "@Column() size: Size;", `import type { Size } from "./types";`));
    expect(project.load().tables["A"]).toEqual({ id: "integer", size: "character varying" });
    project.write("src/types.ts", "export type Size = number;\n");
    expect(project.load().tables["A"]).toEqual({ id: "integer", size: "integer" });
  });

  it.each(["node_modules/.modules.yaml", ".pnp.cjs"])(
    "looks anew for types of packages when %s tells of an installation",
    (lock) => {
      project.write("revise.config.ts", config.replace("./src", "./app/src"));
      project.write("app/tsconfig.json", tsconfig());
      project.write("app/node_modules/other/package.json", "{}");
      project.write("app/src/data-source.ts", dataSource("[A]", `import { A } from "./a";`));
      project.write(
        "app/src/a.ts",
        entity("A", "@Column() size: Size;", `import type { Size } from "sizes";`),
      );
      project.write(lock, "before");
      expect(project.load().error?.message).toContain('type "Object"');
      project.write("app/node_modules/sizes/package.json", `{ "types": "index.d.ts" }`);
      project.write("app/node_modules/sizes/index.d.ts", "export type Size = number;\n");
      project.write(lock, "after it");
      expect(project.load().tables["A"]).toEqual({ id: "integer", size: "integer" });
    },
  );

  it("loads a file that joins a glob later", () => {
    project.write("src/data-source.ts", dataSource(`["src/*.entity.ts"]`));
    project.write("src/a.entity.ts", entity("A"));
    expect(Object.keys(project.load().tables)).toEqual(["A"]);
    project.write("src/b.entity.ts", entity("B"));
    expect(Object.keys(project.load().tables).sort()).toEqual(["A", "B"]);
  });

  it("names the place of a syntax error", () => {
    project.write("src/a.ts", entity("A", "@Column() name: ;"));
    expect(project.load().error).toMatchObject({
      code: "module-load-failed",
      message: `${project.directory}/src/a.ts:6:17 does not compile: Type expected. (TS1110)`,
    });
  });

  it("names the file of a glob that throws, with the line of the source", () => {
    project.write("src/data-source.ts", dataSource(`["src/*.entity.ts"]`));
    project.write("src/a.entity.ts", entity("A"));
    project.write(
      "src/b.entity.ts",
      entity("B", "", "interface Gone { a: 1 }\ninterface Gone2 { b: 1 }\nthrow new Error('no B');"),
    );
    expect(project.load().error?.message).toContain(
      `Could not load ${project.directory}/src/b.entity.ts:4:7`,
    );
    expect(project.load().error?.message).toContain("no B");
  });

  it("does not stop at a node_modules that can't be listed, which Node.js passes over too", () => {
    project.write("revise.config.ts", config.replace("./src", "./app/src"));
    project.write("app/tsconfig.json", tsconfig());
    project.write("app/node_modules", "A file, as a directory of somebody else would refuse.");
    project.write("app/src/data-source.ts", dataSource("[A]", `import { A } from "./a";`));
    project.write("app/src/a.ts", entity("A"));
    expect(project.load().tables["A"]).toEqual({ id: "integer" });
  });

  it("does not stop at errors of types", () => {
    project.write("src/a.ts", entity("A", "@Column() name: string = 1;"));
    expect(project.load().tables["A"]).toEqual({ id: "integer", name: "character varying" });
  });

  it("names an import that leads nowhere and who asks for it", () => {
    project.write("src/a.ts", entity("A", "b = new B();", `import { B } from "./missing";`));
    const { error } = project.load();
    expect(error?.message).toContain(`${project.directory}/src/a.ts`);
    expect(error?.message).toContain("Cannot find module './missing'");
  });

  it("says which options of the tsconfig are missing", () => {
    project.write("tsconfig.json", tsconfig({ experimentalDecorators: false, emitDecoratorMetadata: false }));
    project.write("src/a.ts", entity("A", "@Column() name: string;"));
    const { error } = project.load();
    expect(error?.message).toContain(`${project.directory}/src/a.ts`);
    expect(error?.hint).toContain(`"experimentalDecorators": true and "emitDecoratorMetadata": true`);
  });

  it("explains entities that import each other in ES modules", () => {
    project.write("package.json", `{ "private": true, "type": "module" }`);
    project.write("src/a.ts", entity("A", "@ManyToOne(() => B) b: B;", `import { B } from "./b";`));
    project.write(
      "src/b.ts",
      entity(
        "B",
        "@OneToMany(() => A, (a) => a.b) as: A[];\n@ManyToOne(() => A) a: A;",
        `import { A } from "./a";`,
      ),
    );
    const { error } = project.load();
    expect(error?.code).toBe("module-load-failed");
    expect(error?.hint).toMatch(/Relation<[AB]>/);
  });

  it("serves a data source that a function of the configuration makes", () => {
    project.write("src/a.entity.ts", entity("A", "@Column() name: string;"));
    project.write(
      "revise.config.ts",
      `import { DataSource } from "typeorm";\nexport default { dataSource: () =>\n` +
        `  new DataSource({ type: "postgres", url: "postgres://localhost/x", entities: ["src/*.entity.ts"] }) };\n`,
    );
    expect(project.load().tables["A"]).toEqual({ id: "integer", name: "character varying" });
  });

  it("gives decorators their metadata where the configuration imports the data source", () => {
    project.write("src/a.ts", entity("A", "@Column() name: string;"));
    project.write(
      "revise.config.ts",
      `import source from "./src/data-source";\nexport default { dataSource: () => source };\n`,
    );
    expect(project.load().tables["A"]).toEqual({ id: "integer", name: "character varying" });
  });

  it("leaves a source beside its own output alone", () => {
    project.write("src/a.ts", entity("A", "@Column() name: string;"));
    project.write("src/a.js", "throw new Error('stale');\n");
    expect(project.load().tables["A"]).toEqual({ id: "integer", name: "character varying" });
  });

  it("loads nothing of ours for a registered loader", () => {
    project.write(
      "hook.cjs",
      "require('node:module')._extensions['.ts'] = () => { throw new Error('my own loader'); };\n",
    );
    project.write("src/a.ts", entity("A"));
    expect(project.load("--require", "./hook.cjs").error?.message).toContain("my own loader");
  });
});
