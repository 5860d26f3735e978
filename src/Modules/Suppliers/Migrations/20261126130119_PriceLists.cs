using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Suppliers.Migrations
{
    /// <inheritdoc />
    public partial class PriceLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<List<string>>(
                name: "delivery_zones",
                schema: "suppliers",
                table: "supplier",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<decimal>(
                name: "latitude",
                schema: "suppliers",
                table: "supplier",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "longitude",
                schema: "suppliers",
                table: "supplier",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "item_name",
                schema: "suppliers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    supplier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_item_name", x => new { x.tenant_id, x.supplier_id, x.name });
                    table.ForeignKey(
                        name: "fk_item_name_supplier_supplier_id",
                        column: x => x.supplier_id,
                        principalSchema: "suppliers",
                        principalTable: "supplier",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "price_import",
                schema: "suppliers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    supplier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    settings = table.Column<string>(type: "jsonb", nullable: false),
                    touched = table.Column<string>(type: "jsonb", nullable: false),
                    added = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    unchanged = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_price_import", x => x.id);
                    table.ForeignKey(
                        name: "fk_price_import_supplier_supplier_id",
                        column: x => x.supplier_id,
                        principalSchema: "suppliers",
                        principalTable: "supplier",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "price_import_file",
                schema: "suppliers",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_price_import_file", x => x.import_id);
                    table.ForeignKey(
                        name: "fk_price_import_file_price_import_import_id",
                        column: x => x.import_id,
                        principalSchema: "suppliers",
                        principalTable: "price_import",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_item_name_supplier_id",
                schema: "suppliers",
                table: "item_name",
                column: "supplier_id");

            migrationBuilder.CreateIndex(
                name: "ix_price_import_supplier_id",
                schema: "suppliers",
                table: "price_import",
                column: "supplier_id");

            migrationBuilder.CreateIndex(
                name: "ix_price_import_tenant_id_created_at_id",
                schema: "suppliers",
                table: "price_import",
                columns: new[] { "tenant_id", "created_at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "item_name",
                schema: "suppliers");

            migrationBuilder.DropTable(
                name: "price_import_file",
                schema: "suppliers");

            migrationBuilder.DropTable(
                name: "price_import",
                schema: "suppliers");

            migrationBuilder.DropColumn(
                name: "delivery_zones",
                schema: "suppliers",
                table: "supplier");

            migrationBuilder.DropColumn(
                name: "latitude",
                schema: "suppliers",
                table: "supplier");

            migrationBuilder.DropColumn(
                name: "longitude",
                schema: "suppliers",
                table: "supplier");
        }
    }
}
