/** A preload that says on stderr what `require` and `import` find of TypeORM, pg, TypeScript and the project's sources. */
const { writeSync } = require("node:fs");
const Module = require("node:module");
const { pathToFileURL } = require("node:url");

const project = pathToFileURL(process.cwd()).href.replace(/[.*+?^$(){}|[\]\\]/g, "\\$&");
const heavy = new RegExp(
  `/node_modules/(?:typeorm|pg|typescript|reflect-metadata)/|^${project}/(?:src|packages)/`,
);

/** The pipe of stderr takes no more while its reader is busy; what is loaded must be told all the same. */
const report = `(url) => {
  for (;;) {
    try {
      return void writeSync(2, "[loads " + url + "]\\n");
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}`;
const tell = new Function("writeSync", `return ${report}`)(writeSync);

const resolve = Module._resolveFilename;
Module._resolveFilename = function (...args) {
  const file = resolve.apply(this, args);
  const found = Module.isBuiltin(file) ? "" : pathToFileURL(file).href;
  if (heavy.test(found)) tell(found);
  return file;
};

const hooks = `
  import { writeSync } from "node:fs";
  const tell = ${report};
  const heavy = new RegExp(${JSON.stringify(heavy.source)});
  export async function resolve(specifier, context, next) {
    const found = await next(specifier, context);
    if (heavy.test(found.url)) tell(found.url);
    return found;
  }
`;
Module.register(`data:text/javascript,${encodeURIComponent(hooks)}`);
