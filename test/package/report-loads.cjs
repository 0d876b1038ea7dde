/** A preload that says on stderr what `require` and `import` find of TypeORM, pg, TypeScript and the project's sources. */
const { writeSync } = require("node:fs");
const Module = require("node:module");
const { pathToFileURL } = require("node:url");

const project = pathToFileURL(process.cwd()).href.replace(/[.*+?^$(){}|[\]\\]/g, "\\$&");
const heavy = new RegExp(
  `/node_modules/(?:typeorm|pg|typescript|reflect-metadata)/|^${project}/(?:src|packages)/`,
);

const resolve = Module._resolveFilename;
Module._resolveFilename = function (...args) {
  const file = resolve.apply(this, args);
  const found = Module.isBuiltin(file) ? "" : pathToFileURL(file).href;
  if (heavy.test(found)) writeSync(2, `[loads ${found}]\n`);
  return file;
};

const hooks = `
  import { writeSync } from "node:fs";
  const heavy = new RegExp(${JSON.stringify(heavy.source)});
  export async function resolve(specifier, context, next) {
    const found = await next(specifier, context);
    if (heavy.test(found.url)) writeSync(2, "[loads " + found.url + "]\\n");
    return found;
  }
`;
Module.register(`data:text/javascript,${encodeURIComponent(hooks)}`);
