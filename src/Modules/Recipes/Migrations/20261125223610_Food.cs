using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Recipes.Migrations
{
    /// <inheritdoc />
    public partial class Food : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "quality",
                schema: "recipes",
                table: "recipe",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<bool>(
                name: "is_below_target",
                schema: "recipes",
                table: "cost_snapshot",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "sign_off",
                schema: "recipes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recipe_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    signed_by = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_off", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_sign_off_tenant_id_recipe_id_kind_signed_at",
                schema: "recipes",
                table: "sign_off",
                columns: new[] { "tenant_id", "recipe_id", "kind", "signed_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sign_off",
                schema: "recipes");

            migrationBuilder.DropColumn(
                name: "quality",
                schema: "recipes",
                table: "recipe");

            migrationBuilder.DropColumn(
                name: "is_below_target",
                schema: "recipes",
                table: "cost_snapshot");
        }
    }
}
