using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Auth.Migrations
{
    /// <inheritdoc />
    public partial class FloorDevices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "floor_device",
                schema: "auth",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    location_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code_hash = table.Column<string>(type: "text", nullable: true),
                    code_expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    token_hash = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    paired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_floor_device", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "floor_shift",
                schema: "auth",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    device_id = table.Column<Guid>(type: "uuid", nullable: false),
                    worker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_floor_shift", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "floor_worker",
                schema: "auth",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    initials = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    pin_hash = table.Column<string>(type: "text", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_floor_worker", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_floor_device_code_hash",
                schema: "auth",
                table: "floor_device",
                column: "code_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_floor_device_tenant_id_created_at_id",
                schema: "auth",
                table: "floor_device",
                columns: new[] { "tenant_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_floor_device_token_hash",
                schema: "auth",
                table: "floor_device",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_floor_shift_tenant_id_device_id_ends_at",
                schema: "auth",
                table: "floor_shift",
                columns: new[] { "tenant_id", "device_id", "ends_at" });

            migrationBuilder.CreateIndex(
                name: "ix_floor_worker_tenant_id_initials",
                schema: "auth",
                table: "floor_worker",
                columns: new[] { "tenant_id", "initials" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_floor_worker_tenant_id_name_id",
                schema: "auth",
                table: "floor_worker",
                columns: new[] { "tenant_id", "name", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "floor_device",
                schema: "auth");

            migrationBuilder.DropTable(
                name: "floor_shift",
                schema: "auth");

            migrationBuilder.DropTable(
                name: "floor_worker",
                schema: "auth");
        }
    }
}
