using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Bakery.Pos.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "pos");

            migrationBuilder.CreateTable(
                name: "audit_log",
                schema: "pos",
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
                schema: "pos",
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
                name: "dead_letter",
                schema: "pos",
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
                schema: "pos",
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
                schema: "pos",
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
                schema: "pos",
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
                schema: "pos",
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
                schema: "pos",
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
                name: "pos_configuration",
                schema: "pos",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    location_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    mappings = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pos_configuration", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pos_transaction",
                schema: "pos",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    configuration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    external_id = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    location_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sold_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    business_day = table.Column<DateOnly>(type: "date", nullable: false),
                    total = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pos_transaction", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "subject_version",
                schema: "pos",
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
                name: "till_import",
                schema: "pos",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    configuration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    signature = table.Column<string>(type: "text", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    added = table.Column<int>(type: "integer", nullable: false),
                    repeated = table.Column<int>(type: "integer", nullable: false),
                    waiting = table.Column<int>(type: "integer", nullable: false),
                    units = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    total = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    error_count = table.Column<int>(type: "integer", nullable: false),
                    errors = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_till_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "till_product",
                schema: "pos",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    configuration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    sku = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: true),
                    first_seen = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_till_product", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pos_transaction_line",
                schema: "pos",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    transaction_id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quantity = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    discount = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    total = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pos_transaction_line", x => new { x.transaction_id, x.number });
                    table.ForeignKey(
                        name: "fk_pos_transaction_line_pos_transaction_transaction_id",
                        column: x => x.transaction_id,
                        principalSchema: "pos",
                        principalTable: "pos_transaction",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_log_tenant_id_occurred_at_id",
                schema: "pos",
                table: "audit_log",
                columns: new[] { "tenant_id", "occurred_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_log_tenant_id_resource_type_resource_id",
                schema: "pos",
                table: "audit_log",
                columns: new[] { "tenant_id", "resource_type", "resource_id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_seal_tenant_id_position",
                schema: "pos",
                table: "audit_seal",
                columns: new[] { "tenant_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dead_letter_created_at",
                schema: "pos",
                table: "dead_letter",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_created_at",
                schema: "pos",
                table: "idempotency",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_handled_at",
                schema: "pos",
                table: "inbox",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_due_at_id",
                schema: "pos",
                table: "outbox",
                columns: new[] { "due_at", "id" },
                filter: "sent_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_sent_at",
                schema: "pos",
                table: "outbox",
                column: "sent_at");

            migrationBuilder.CreateIndex(
                name: "ix_pos_configuration_tenant_id_name",
                schema: "pos",
                table: "pos_configuration",
                columns: new[] { "tenant_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_pos_transaction_tenant_id_business_day_id",
                schema: "pos",
                table: "pos_transaction",
                columns: new[] { "tenant_id", "business_day", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_pos_transaction_tenant_id_configuration_id_external_id",
                schema: "pos",
                table: "pos_transaction",
                columns: new[] { "tenant_id", "configuration_id", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_pos_transaction_line_product_id",
                schema: "pos",
                table: "pos_transaction_line",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_till_import_tenant_id_created_at",
                schema: "pos",
                table: "till_import",
                columns: new[] { "tenant_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_till_product_tenant_id_configuration_id_key",
                schema: "pos",
                table: "till_product",
                columns: new[] { "tenant_id", "configuration_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_till_product_tenant_id_name",
                schema: "pos",
                table: "till_product",
                columns: new[] { "tenant_id", "name" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_log",
                schema: "pos");

            migrationBuilder.DropTable(
                name: "audit_seal",
                schema: "pos");

            migrationBuilder.DropTable(
                name: "dead_letter",
                schema: "pos");

            migrationBuilder.DropTable(
                name: "idempotency",
                schema: "pos");

            migrationBuilder.DropTable(
                name: "inbox",
                schema: "pos");

            migrationBuilder.DropTable(
                name: "job",
                schema: "pos");

            migrationBuilder.DropTable(
                name: "lease",
                schema: "pos");

            migrationBuilder.DropTable(
                name: "outbox",
                schema: "pos");

            migrationBuilder.DropTable(
                name: "pos_configuration",
                schema: "pos");

            migrationBuilder.DropTable(
                name: "pos_transaction_line",
                schema: "pos");

            migrationBuilder.DropTable(
                name: "subject_version",
                schema: "pos");

            migrationBuilder.DropTable(
                name: "till_import",
                schema: "pos");

            migrationBuilder.DropTable(
                name: "till_product",
                schema: "pos");

            migrationBuilder.DropTable(
                name: "pos_transaction",
                schema: "pos");
        }
    }
}
