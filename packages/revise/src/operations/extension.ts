export interface CreateExtension {
  readonly kind: "createExtension";
  readonly name: string;
}

export interface DropExtension {
  readonly kind: "dropExtension";
  readonly name: string;
}

export interface ExtensionOperationMap {
  createExtension: CreateExtension;
  dropExtension: DropExtension;
}
