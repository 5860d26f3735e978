using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Production.Migrations
{
    /// <inheritdoc />
    public partial class FloorRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "happened_at",
                schema: "production",
                table: "floor_act",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_confirmed",
                schema: "production",
                table: "floor_act",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "settled_by",
                schema: "production",
                table: "floor_act",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "settlement",
                schema: "production",
                table: "floor_act",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "worker_id",
                schema: "production",
                table: "floor_act",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mixing",
                schema: "production",
                table: "batch",
                type: "jsonb",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_floor_act_tenant_id_entity_id",
                schema: "production",
                table: "floor_act",
                columns: new[] { "tenant_id", "entity_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_floor_act_tenant_id_entity_id",
                schema: "production",
                table: "floor_act");

            migrationBuilder.DropColumn(
                name: "happened_at",
                schema: "production",
                table: "floor_act");

            migrationBuilder.DropColumn(
                name: "is_confirmed",
                schema: "production",
                table: "floor_act");

            migrationBuilder.DropColumn(
                name: "settled_by",
                schema: "production",
                table: "floor_act");

            migrationBuilder.DropColumn(
                name: "settlement",
                schema: "production",
                table: "floor_act");

            migrationBuilder.DropColumn(
                name: "worker_id",
                schema: "production",
                table: "floor_act");

            migrationBuilder.DropColumn(
                name: "mixing",
                schema: "production",
                table: "batch");
        }
    }
}
