/** Declarations → the source that a person would write, to paste it into a project. */
import { isClass, isSql, type Argument, type DecoratorCall, type ProjectDeclaration } from "./declaration";

export function print({ options, classes }: ProjectDeclaration): string {
  const used = new Set(
    classes.flatMap(({ decorators, properties }) =>
      [...decorators, ...properties.flatMap((property) => property.decorators)].map(
        ({ decorator }) => decorator,
      ),
    ),
  );
  return [
    `import { ${[...used].sort().join(", ")} } from "typeorm";`,
    ...(Object.keys(options).length === 0 ? [] : [`\nexport const options = ${value(options)};`]),
    ...classes.map(({ name, parent, listed, decorators, properties }) =>
      [
        "",
        ...decorators.map(decorator),
        `${listed ? "export " : ""}class ${name}${parent === null ? "" : ` extends ${parent}`} {`,
        ...properties.flatMap((property) => [
          ...property.decorators.map((one) => `  ${decorator(one)}`),
          `  ${property.name}: unknown;`,
        ]),
        "}",
      ].join("\n"),
    ),
  ].join("\n");
}

function decorator({ decorator: name, args }: DecoratorCall): string {
  return `@${name}(${args.map(value).join(", ")})`;
}

function value(argument: Argument): string {
  if (isSql(argument)) return `() => ${JSON.stringify(argument.sql)}`;
  if (isClass(argument)) return `() => ${argument.class}`;
  if (Array.isArray(argument)) return `[${argument.map(value).join(", ")}]`;
  if (typeof argument !== "object" || argument === null) return JSON.stringify(argument);
  const members = Object.entries(argument).map(([key, one]) => `${key}: ${value(one)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
