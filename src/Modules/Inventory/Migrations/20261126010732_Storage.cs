using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Inventory.Migrations
{
    /// <inheritdoc />
    public partial class Storage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "storage_location",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    location_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    condition = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    min_temp_c = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    max_temp_c = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_storage_location", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_lot_tenant_id_expires_on_received_at_id",
                schema: "inventory",
                table: "lot",
                columns: new[] { "tenant_id", "expires_on", "received_at", "id" },
                filter: "quantity > 0");

            migrationBuilder.CreateIndex(
                name: "ix_storage_location_tenant_id_location_id_name",
                schema: "inventory",
                table: "storage_location",
                columns: new[] { "tenant_id", "location_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_storage_location_tenant_id_name_id",
                schema: "inventory",
                table: "storage_location",
                columns: new[] { "tenant_id", "name", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "storage_location",
                schema: "inventory");

            migrationBuilder.DropIndex(
                name: "ix_lot_tenant_id_expires_on_received_at_id",
                schema: "inventory",
                table: "lot");
        }
    }
}
