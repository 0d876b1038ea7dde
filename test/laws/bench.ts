import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, synchronize, type TestDatabase } from "@revise/testkit";
import type { DataSource } from "typeorm";
import { buildMetadata } from "../../packages/revise/src/typeorm/build-metadata";
import { Product } from "../../packages/testkit/src/product";
import { build, type BuiltProject } from "./build";
import type { ProjectDeclaration } from "./declaration";

/** Databases, directories and classes of one case, all gone after it. */
export class Bench {
  readonly #databases: TestDatabase[] = [];
  readonly #built: BuiltProject[] = [];
  readonly #products: Product[] = [];
  readonly #directories: string[] = [];

  async database(): Promise<TestDatabase> {
    const database = await createDatabase("law");
    this.#databases.push(database);
    return database;
  }

  product(database: TestDatabase, declaration: ProjectDeclaration): Product {
    const directory = mkdtempSync(join(tmpdir(), "revise-law-"));
    this.#directories.push(directory);
    const product = new Product(directory, {});
    this.#products.push(product);
    this.use(product, database, declaration);
    return product;
  }

  use(product: Product, database: TestDatabase, declaration: ProjectDeclaration): void {
    product.use(() => this.#build(declaration, database).dataSource);
  }

  /** What TypeORM makes of it in an empty database. */
  async synchronized(declaration: ProjectDeclaration): Promise<TestDatabase> {
    const database = await this.database();
    await synchronize(this.#build(declaration, database).dataSource);
    return database;
  }

  /** With its metadata built, which needs no connection. */
  async metadata(declaration: ProjectDeclaration, database: TestDatabase): Promise<DataSource> {
    const { dataSource } = this.#build(declaration, database);
    await buildMetadata(dataSource);
    return dataSource;
  }

  async close(): Promise<void> {
    for (const product of this.#products) product.close();
    for (const built of this.#built) {
      built.forget();
      if (built.dataSource.isInitialized) await built.dataSource.destroy();
    }
    await Promise.all(this.#databases.map((database) => database.drop()));
    for (const directory of this.#directories) rmSync(directory, { recursive: true, force: true });
  }

  #build(declaration: ProjectDeclaration, { url }: TestDatabase): BuiltProject {
    const built = build(declaration, url);
    this.#built.push(built);
    return built;
  }
}

export async function withBench(body: (bench: Bench) => Promise<void>): Promise<void> {
  const bench = new Bench();
  try {
    await body(bench);
  } finally {
    await bench.close();
  }
}
