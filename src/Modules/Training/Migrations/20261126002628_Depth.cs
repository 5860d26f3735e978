using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Training.Migrations
{
    /// <inheritdoc />
    public partial class Depth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "artifact_ref",
                schema: "training",
                table: "model");

            migrationBuilder.AddColumn<Guid>(
                name: "current_item_id",
                schema: "training",
                table: "training_job",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "progress_at",
                schema: "training",
                table: "training_job",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "stage",
                schema: "training",
                table: "training_job",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "over");

            migrationBuilder.AlterColumn<string>(
                name: "parameters",
                schema: "training",
                table: "model",
                type: "text",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "jsonb");

            migrationBuilder.AddColumn<Guid>(
                name: "artifact_id",
                schema: "training",
                table: "model",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "choice",
                schema: "training",
                table: "model",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "own_method_won");

            migrationBuilder.AddColumn<byte[]>(
                name: "signature",
                schema: "training",
                table: "model",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.CreateTable(
                name: "artifact",
                schema: "training",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    signature = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_artifact", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "job_series",
                schema: "training",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    location_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    own = table.Column<string>(type: "text", nullable: true),
                    worker = table.Column<string>(type: "text", nullable: true),
                    milliseconds = table.Column<int>(type: "integer", nullable: false),
                    error = table.Column<string>(type: "text", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_series", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_model_tenant_id_artifact_id",
                schema: "training",
                table: "model",
                columns: new[] { "tenant_id", "artifact_id" });

            migrationBuilder.CreateIndex(
                name: "ix_artifact_tenant_id_created_at",
                schema: "training",
                table: "artifact",
                columns: new[] { "tenant_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_job_series_tenant_id_job_id_id",
                schema: "training",
                table: "job_series",
                columns: new[] { "tenant_id", "job_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_job_series_tenant_id_job_id_item_id_location_id",
                schema: "training",
                table: "job_series",
                columns: new[] { "tenant_id", "job_id", "item_id", "location_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "artifact",
                schema: "training");

            migrationBuilder.DropTable(
                name: "job_series",
                schema: "training");

            migrationBuilder.DropIndex(
                name: "ix_model_tenant_id_artifact_id",
                schema: "training",
                table: "model");

            migrationBuilder.DropColumn(
                name: "current_item_id",
                schema: "training",
                table: "training_job");

            migrationBuilder.DropColumn(
                name: "progress_at",
                schema: "training",
                table: "training_job");

            migrationBuilder.DropColumn(
                name: "stage",
                schema: "training",
                table: "training_job");

            migrationBuilder.DropColumn(
                name: "artifact_id",
                schema: "training",
                table: "model");

            migrationBuilder.DropColumn(
                name: "choice",
                schema: "training",
                table: "model");

            migrationBuilder.DropColumn(
                name: "signature",
                schema: "training",
                table: "model");

            migrationBuilder.AlterColumn<string>(
                name: "parameters",
                schema: "training",
                table: "model",
                type: "jsonb",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.AddColumn<string>(
                name: "artifact_ref",
                schema: "training",
                table: "model",
                type: "text",
                nullable: false,
                defaultValue: "");
        }
    }
}
