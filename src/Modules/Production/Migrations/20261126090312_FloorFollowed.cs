using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Production.Migrations
{
    /// <inheritdoc />
    public partial class FloorFollowed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "password",
                schema: "production",
                table: "sensor",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "user_name",
                schema: "production",
                table: "sensor",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "cause",
                schema: "production",
                table: "day_schedule",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "cause_minutes",
                schema: "production",
                table: "day_schedule",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "moves",
                schema: "production",
                table: "day_schedule",
                type: "jsonb",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "retimed_at",
                schema: "production",
                table: "day_schedule",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "first_end",
                schema: "production",
                table: "batch",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "first_start",
                schema: "production",
                table: "batch",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "password",
                schema: "production",
                table: "sensor");

            migrationBuilder.DropColumn(
                name: "user_name",
                schema: "production",
                table: "sensor");

            migrationBuilder.DropColumn(
                name: "cause",
                schema: "production",
                table: "day_schedule");

            migrationBuilder.DropColumn(
                name: "cause_minutes",
                schema: "production",
                table: "day_schedule");

            migrationBuilder.DropColumn(
                name: "moves",
                schema: "production",
                table: "day_schedule");

            migrationBuilder.DropColumn(
                name: "retimed_at",
                schema: "production",
                table: "day_schedule");

            migrationBuilder.DropColumn(
                name: "first_end",
                schema: "production",
                table: "batch");

            migrationBuilder.DropColumn(
                name: "first_start",
                schema: "production",
                table: "batch");
        }
    }
}
