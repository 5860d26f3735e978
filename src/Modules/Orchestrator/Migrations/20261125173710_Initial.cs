using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Orchestrator.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "orchestrator");

            migrationBuilder.CreateTable(
                name: "audit_log",
                schema: "orchestrator",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: true),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    actor_name = table.Column<string>(type: "text", nullable: false),
                    ip = table.Column<string>(type: "text", nullable: true),
                    user_agent = table.Column<string>(type: "text", nullable: true),
                    service = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    resource_type = table.Column<string>(type: "text", nullable: false),
                    resource_id = table.Column<string>(type: "text", nullable: false),
                    severity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    changes = table.Column<string>(type: "jsonb", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    request_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_log", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_seal",
                schema: "orchestrator",
                columns: table => new
                {
                    audit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: true),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_seal", x => x.audit_id);
                });

            migrationBuilder.CreateTable(
                name: "booked_day",
                schema: "orchestrator",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    business_day = table.Column<DateOnly>(type: "date", nullable: false),
                    location_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_booked_day", x => new { x.tenant_id, x.business_day, x.location_id });
                });

            migrationBuilder.CreateTable(
                name: "dead_letter",
                schema: "orchestrator",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: true),
                    subscriber = table.Column<string>(type: "text", nullable: false),
                    envelope = table.Column<string>(type: "text", nullable: false),
                    error = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dead_letter", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idempotency",
                schema: "orchestrator",
                columns: table => new
                {
                    caller = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    request_hash = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    content_type = table.Column<string>(type: "text", nullable: true),
                    location = table.Column<string>(type: "text", nullable: true),
                    etag = table.Column<string>(type: "text", nullable: true),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency", x => new { x.caller, x.key });
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                schema: "orchestrator",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subscriber = table.Column<string>(type: "text", nullable: false),
                    handled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox", x => new { x.message_id, x.subscriber });
                });

            migrationBuilder.CreateTable(
                name: "job",
                schema: "orchestrator",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    last_tick = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "lease",
                schema: "orchestrator",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    holder = table.Column<string>(type: "text", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lease", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                schema: "orchestrator",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: true),
                    destination = table.Column<string>(type: "text", nullable: false),
                    envelope = table.Column<string>(type: "text", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "run",
                schema: "orchestrator",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_number = table.Column<string>(type: "text", nullable: false),
                    run_type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    business_day = table.Column<DateOnly>(type: "date", nullable: false),
                    repeat = table.Column<int>(type: "integer", nullable: false),
                    is_late = table.Column<bool>(type: "boolean", nullable: false),
                    triggered_by = table.Column<string>(type: "text", nullable: false),
                    horizon_days = table.Column<int>(type: "integer", nullable: false),
                    counts = table.Column<string>(type: "jsonb", nullable: false),
                    snapshot = table.Column<string>(type: "jsonb", nullable: true),
                    error = table.Column<string>(type: "text", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancel_requested = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "subject_version",
                schema: "orchestrator",
                columns: table => new
                {
                    subscriber = table.Column<string>(type: "text", nullable: false),
                    subject_type = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subject_version", x => new { x.subscriber, x.subject_type, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "run_step",
                schema: "orchestrator",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    output_ref = table.Column<string>(type: "text", nullable: true),
                    error = table.Column<string>(type: "text", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_step", x => x.id);
                    table.ForeignKey(
                        name: "fk_run_step_runs_run_id",
                        column: x => x.run_id,
                        principalSchema: "orchestrator",
                        principalTable: "run",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_log_tenant_id_occurred_at_id",
                schema: "orchestrator",
                table: "audit_log",
                columns: new[] { "tenant_id", "occurred_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_log_tenant_id_resource_type_resource_id",
                schema: "orchestrator",
                table: "audit_log",
                columns: new[] { "tenant_id", "resource_type", "resource_id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_seal_tenant_id_position",
                schema: "orchestrator",
                table: "audit_seal",
                columns: new[] { "tenant_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dead_letter_created_at",
                schema: "orchestrator",
                table: "dead_letter",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_created_at",
                schema: "orchestrator",
                table: "idempotency",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_handled_at",
                schema: "orchestrator",
                table: "inbox",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_due_at_id",
                schema: "orchestrator",
                table: "outbox",
                columns: new[] { "due_at", "id" },
                filter: "sent_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_sent_at",
                schema: "orchestrator",
                table: "outbox",
                column: "sent_at");

            migrationBuilder.CreateIndex(
                name: "ix_run_tenant_id_run_number",
                schema: "orchestrator",
                table: "run",
                columns: new[] { "tenant_id", "run_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_run_tenant_id_run_type_business_day_repeat",
                schema: "orchestrator",
                table: "run",
                columns: new[] { "tenant_id", "run_type", "business_day", "repeat" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_run_tenant_id_started_at_id",
                schema: "orchestrator",
                table: "run",
                columns: new[] { "tenant_id", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_run_step_run_id_position",
                schema: "orchestrator",
                table: "run_step",
                columns: new[] { "run_id", "position" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_log",
                schema: "orchestrator");

            migrationBuilder.DropTable(
                name: "audit_seal",
                schema: "orchestrator");

            migrationBuilder.DropTable(
                name: "booked_day",
                schema: "orchestrator");

            migrationBuilder.DropTable(
                name: "dead_letter",
                schema: "orchestrator");

            migrationBuilder.DropTable(
                name: "idempotency",
                schema: "orchestrator");

            migrationBuilder.DropTable(
                name: "inbox",
                schema: "orchestrator");

            migrationBuilder.DropTable(
                name: "job",
                schema: "orchestrator");

            migrationBuilder.DropTable(
                name: "lease",
                schema: "orchestrator");

            migrationBuilder.DropTable(
                name: "outbox",
                schema: "orchestrator");

            migrationBuilder.DropTable(
                name: "run_step",
                schema: "orchestrator");

            migrationBuilder.DropTable(
                name: "subject_version",
                schema: "orchestrator");

            migrationBuilder.DropTable(
                name: "run",
                schema: "orchestrator");
        }
    }
}
