using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.External.Migrations
{
    /// <inheritdoc />
    public partial class Surroundings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_final",
                schema: "external",
                table: "traffic_day",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<decimal>(
                name: "learned_effect_percent",
                schema: "external",
                table: "local_event",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "learned_on",
                schema: "external",
                table: "local_event",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "errand",
                schema: "external",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    city_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    for_tenant = table.Column<Guid>(type: "uuid", nullable: true),
                    location_id = table.Column<Guid>(type: "uuid", nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: true),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_errand", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "geocode_answer",
                schema: "external",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    places = table.Column<string>(type: "jsonb", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_geocode_answer", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "poi_context",
                schema: "external",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    location_id = table.Column<Guid>(type: "uuid", nullable: false),
                    latitude = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    longitude = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    detected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    surroundings = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_poi_context", x => new { x.tenant_id, x.location_id });
                });

            migrationBuilder.CreateTable(
                name: "weather_warning",
                schema: "external",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    city_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    @event = table.Column<string>(name: "event", type: "text", nullable: false),
                    level = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    headline = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_weather_warning", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_errand_due_at",
                schema: "external",
                table: "errand",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "ix_geocode_answer_at",
                schema: "external",
                table: "geocode_answer",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_weather_warning_city_id_to",
                schema: "external",
                table: "weather_warning",
                columns: new[] { "city_id", "to" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "errand",
                schema: "external");

            migrationBuilder.DropTable(
                name: "geocode_answer",
                schema: "external");

            migrationBuilder.DropTable(
                name: "poi_context",
                schema: "external");

            migrationBuilder.DropTable(
                name: "weather_warning",
                schema: "external");

            migrationBuilder.DropColumn(
                name: "is_final",
                schema: "external",
                table: "traffic_day");

            migrationBuilder.DropColumn(
                name: "learned_effect_percent",
                schema: "external",
                table: "local_event");

            migrationBuilder.DropColumn(
                name: "learned_on",
                schema: "external",
                table: "local_event");
        }
    }
}
