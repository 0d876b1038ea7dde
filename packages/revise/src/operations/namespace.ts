export interface CreateSchema {
  readonly kind: "createSchema";
  readonly name: string;
}

export interface DropSchema {
  readonly kind: "dropSchema";
  readonly name: string;
}

export interface NamespaceOperationMap {
  createSchema: CreateSchema;
  dropSchema: DropSchema;
}
