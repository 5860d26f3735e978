using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Inventory.Migrations
{
    /// <inheritdoc />
    public partial class Food : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "item_food",
                schema: "inventory",
                columns: table => new
                {
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    allergens = table.Column<string>(type: "jsonb", nullable: false),
                    species = table.Column<List<string>>(type: "text[]", nullable: false),
                    nutrition = table.Column<string>(type: "jsonb", nullable: true),
                    label_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    label_name_eu = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    parts = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    parts_eu = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    is_wholemeal = table.Column<bool>(type: "boolean", nullable: false),
                    bread_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    verified_by = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    verified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    source_document_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_item_food", x => x.item_id);
                    table.ForeignKey(
                        name: "fk_item_food_item_item_id",
                        column: x => x.item_id,
                        principalSchema: "inventory",
                        principalTable: "item",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "item_food",
                schema: "inventory");
        }
    }
}
