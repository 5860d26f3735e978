using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Forecasting.Migrations
{
    /// <inheritdoc />
    public partial class Depth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "series",
                schema: "forecasting",
                table: "retraining_request");

            migrationBuilder.AddColumn<decimal>(
                name: "baseline_quantity",
                schema: "forecasting",
                table: "validated_day",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "demand",
                schema: "forecasting",
                table: "validated_day",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<decimal>(
                name: "margin_per_piece",
                schema: "forecasting",
                table: "validated_day",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "model_id",
                schema: "forecasting",
                table: "validated_day",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "quantity",
                schema: "forecasting",
                table: "validated_day",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "waste_per_piece",
                schema: "forecasting",
                table: "validated_day",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "item_id",
                schema: "forecasting",
                table: "retraining_request",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "location_id",
                schema: "forecasting",
                table: "retraining_request",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "reason",
                schema: "forecasting",
                table: "retraining_request",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "state",
                schema: "forecasting",
                table: "forecast_batch",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "completed");

            migrationBuilder.AddColumn<decimal>(
                name: "baseline_quantity",
                schema: "forecasting",
                table: "forecast",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "net_price",
                schema: "forecasting",
                table: "forecast",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reasons",
                schema: "forecasting",
                table: "forecast",
                type: "jsonb",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<decimal>(
                name: "salvage",
                schema: "forecasting",
                table: "forecast",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "variable_cost",
                schema: "forecasting",
                table: "forecast",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "band_correction",
                schema: "forecasting",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    location_id = table.Column<Guid>(type: "uuid", nullable: false),
                    model_id = table.Column<Guid>(type: "uuid", nullable: true),
                    factor = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_band_correction", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "scenario",
                schema: "forecasting",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    item_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    location_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    changes = table.Column<string>(type: "jsonb", nullable: false),
                    result = table.Column<string>(type: "jsonb", nullable: true),
                    run_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    event_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scenario", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_band_correction_tenant_id_item_id_location_id",
                schema: "forecasting",
                table: "band_correction",
                columns: new[] { "tenant_id", "item_id", "location_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_scenario_tenant_id_created_at",
                schema: "forecasting",
                table: "scenario",
                columns: new[] { "tenant_id", "created_at" });

            migrationBuilder.Sql("UPDATE forecasting.validated_day SET demand = actual");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "band_correction",
                schema: "forecasting");

            migrationBuilder.DropTable(
                name: "scenario",
                schema: "forecasting");

            migrationBuilder.DropColumn(
                name: "baseline_quantity",
                schema: "forecasting",
                table: "validated_day");

            migrationBuilder.DropColumn(
                name: "demand",
                schema: "forecasting",
                table: "validated_day");

            migrationBuilder.DropColumn(
                name: "margin_per_piece",
                schema: "forecasting",
                table: "validated_day");

            migrationBuilder.DropColumn(
                name: "model_id",
                schema: "forecasting",
                table: "validated_day");

            migrationBuilder.DropColumn(
                name: "quantity",
                schema: "forecasting",
                table: "validated_day");

            migrationBuilder.DropColumn(
                name: "waste_per_piece",
                schema: "forecasting",
                table: "validated_day");

            migrationBuilder.DropColumn(
                name: "item_id",
                schema: "forecasting",
                table: "retraining_request");

            migrationBuilder.DropColumn(
                name: "location_id",
                schema: "forecasting",
                table: "retraining_request");

            migrationBuilder.DropColumn(
                name: "reason",
                schema: "forecasting",
                table: "retraining_request");

            migrationBuilder.DropColumn(
                name: "state",
                schema: "forecasting",
                table: "forecast_batch");

            migrationBuilder.DropColumn(
                name: "baseline_quantity",
                schema: "forecasting",
                table: "forecast");

            migrationBuilder.DropColumn(
                name: "net_price",
                schema: "forecasting",
                table: "forecast");

            migrationBuilder.DropColumn(
                name: "reasons",
                schema: "forecasting",
                table: "forecast");

            migrationBuilder.DropColumn(
                name: "salvage",
                schema: "forecasting",
                table: "forecast");

            migrationBuilder.DropColumn(
                name: "variable_cost",
                schema: "forecasting",
                table: "forecast");

            migrationBuilder.AddColumn<int>(
                name: "series",
                schema: "forecasting",
                table: "retraining_request",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }
    }
}
