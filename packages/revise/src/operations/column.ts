import type { Column, DefaultValue, Generation } from "../model/column";
import type { ColumnType } from "../model/column-type";
import type { QualifiedName } from "../model/names";
import type { Change } from "./operation";

export interface AddColumn {
  readonly kind: "addColumn";
  readonly table: QualifiedName;
  readonly column: Column;
}

export interface DropColumn {
  readonly kind: "dropColumn";
  readonly table: QualifiedName;
  readonly column: string;
  readonly definition?: Column;
}

export interface RenameColumn {
  readonly kind: "renameColumn";
  readonly table: QualifiedName;
  readonly from: string;
  readonly to: string;
}

/** Changes some facets of a column and leaves the others as they are. */
export interface AlterColumn {
  readonly kind: "alterColumn";
  readonly table: QualifiedName;
  readonly column: string;
  readonly type?: Change<ColumnType>;
  /** The `USING` expression of a type change, per direction; null for the plain cast. */
  readonly using?: Change<string | null>;
  readonly nullable?: Change<boolean>;
  readonly default?: Change<DefaultValue | null>;
  readonly generation?: Change<Generation | null>;
  readonly collation?: Change<QualifiedName | null>;
  readonly comment?: Change<string | null>;
}

export interface ColumnOperationMap {
  addColumn: AddColumn;
  dropColumn: DropColumn;
  renameColumn: RenameColumn;
  alterColumn: AlterColumn;
}
