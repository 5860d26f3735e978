using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Inventory.Migrations
{
    /// <inheritdoc />
    public partial class HeldAndReturned : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "reference_name",
                schema: "inventory",
                table: "reservation",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "display_life_hours",
                schema: "inventory",
                table: "item",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "max_temp_c",
                schema: "inventory",
                table: "item",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "min_temp_c",
                schema: "inventory",
                table: "item",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "subcategory",
                schema: "inventory",
                table: "item",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "patience_minutes",
                schema: "inventory",
                table: "haccp_point",
                type: "integer",
                nullable: false,
                defaultValue: 15);

            migrationBuilder.CreateTable(
                name: "low_stock_note",
                schema: "inventory",
                columns: table => new
                {
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_told = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_low_stock_note", x => x.item_id);
                    table.ForeignKey(
                        name: "fk_low_stock_note_item_item_id",
                        column: x => x.item_id,
                        principalSchema: "inventory",
                        principalTable: "item",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "waste_photo",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content_type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_waste_photo", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_movement_tenant_id_event_time_id1",
                schema: "inventory",
                table: "movement",
                columns: new[] { "tenant_id", "event_time", "id" },
                filter: "reference_type = 'return'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "low_stock_note",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "waste_photo",
                schema: "inventory");

            migrationBuilder.DropIndex(
                name: "ix_movement_tenant_id_event_time_id1",
                schema: "inventory",
                table: "movement");

            migrationBuilder.DropColumn(
                name: "reference_name",
                schema: "inventory",
                table: "reservation");

            migrationBuilder.DropColumn(
                name: "display_life_hours",
                schema: "inventory",
                table: "item");

            migrationBuilder.DropColumn(
                name: "max_temp_c",
                schema: "inventory",
                table: "item");

            migrationBuilder.DropColumn(
                name: "min_temp_c",
                schema: "inventory",
                table: "item");

            migrationBuilder.DropColumn(
                name: "subcategory",
                schema: "inventory",
                table: "item");

            migrationBuilder.DropColumn(
                name: "patience_minutes",
                schema: "inventory",
                table: "haccp_point");
        }
    }
}
