import { generic } from "./generic";
import type { Template } from "./template";

const bootModule = (directory: string): string => `import { join } from "node:path";
import { Module, type OnModuleInit } from "@nestjs/common";
import { DataSource } from "typeorm";
import { upgrade } from "typeorm-revise";

/**
 * Brings the database to the newest revision while the application starts; instances that start at once wait for one
 * another. Put it among the \`imports\` of the root module, right after TypeOrmModule, and switch off \`synchronize\` and
 * \`migrationsRun\`. typeorm-revise must be among the \`dependencies\` for this.
 */
@Module({})
export class ReviseModule implements OnModuleInit {
  constructor(private readonly dataSource: DataSource) {}

  async onModuleInit(): Promise<void> {
    const directory = join(process.cwd(), ${JSON.stringify(directory)});
    await upgrade({ target: "head", dataSource: this.dataSource, config: { directory } });
  }
}
`;

export const nestjs: Template = {
  ...generic,
  name: "nestjs",
  purpose: "A NestJS application, with a module that upgrades the database at boot",
  files: (settings) =>
    new Map([...generic.files(settings), ["src/revise.module.ts", bootModule(settings.directory)]]),
};
