using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Inventory.Migrations
{
    /// <inheritdoc />
    public partial class Depth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<decimal>(
                name: "kg",
                schema: "inventory",
                table: "waste_entry",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "photo_id",
                schema: "inventory",
                table: "waste_entry",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "created_at",
                schema: "inventory",
                table: "lot",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<int>(
                name: "frozen_life_days",
                schema: "inventory",
                table: "item",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "package_quantity",
                schema: "inventory",
                table: "item",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "package_unit",
                schema: "inventory",
                table: "item",
                type: "character varying(10)",
                maxLength: 10,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "count_line",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    count_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lot_id = table.Column<Guid>(type: "uuid", nullable: true),
                    lot_code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    expires_on = table.Column<DateOnly>(type: "date", nullable: true),
                    expected = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    counted = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    reason_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_count_line", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "donation",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    recipient_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    recipient_tax_id = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    location_id = table.Column<Guid>(type: "uuid", nullable: false),
                    safety_checked = table.Column<bool>(type: "boolean", nullable: false),
                    given_by = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    event_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_donation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "donation_line",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    donation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lot_code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    expires_on = table.Column<DateOnly>(type: "date", nullable: true),
                    quantity = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    kg = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    cost = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_donation_line", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "haccp_check",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    checklist_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ok = table.Column<bool>(type: "boolean", nullable: false),
                    failed_lines = table.Column<List<string>>(type: "text[]", nullable: false),
                    signature = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    event_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_haccp_check", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "haccp_checklist",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    location_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lines = table.Column<List<string>>(type: "text[]", nullable: false),
                    due_time = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    weekdays = table.Column<List<int>>(type: "integer[]", nullable: false),
                    responsible_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    legal_basis = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_haccp_checklist", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "haccp_corrective_action",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    deviation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cause = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    action = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    product_decision = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    lot_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    closed_by = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_haccp_corrective_action", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "haccp_deviation",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    point_id = table.Column<Guid>(type: "uuid", nullable: true),
                    checklist_id = table.Column<Guid>(type: "uuid", nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    is_urgent = table.Column<bool>(type: "boolean", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    worst_value = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    corrective_action_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_haccp_deviation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "haccp_missed",
                schema: "inventory",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    is_final = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_haccp_missed", x => new { x.tenant_id, x.subject_id, x.day });
                });

            migrationBuilder.CreateTable(
                name: "haccp_point",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    location_id = table.Column<Guid>(type: "uuid", nullable: false),
                    min = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    max = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    unit = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    frequency = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    due_time = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    responsible_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    legal_basis = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_haccp_point", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "haccp_reading",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    point_id = table.Column<Guid>(type: "uuid", nullable: false),
                    value = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    ok = table.Column<bool>(type: "boolean", nullable: false),
                    event_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    device = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    corrects_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_haccp_reading", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "haccp_seal",
                schema: "inventory",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_haccp_seal", x => new { x.tenant_id, x.position });
                });

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

            migrationBuilder.CreateTable(
                name: "recall",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    is_drill = table.Column<bool>(type: "boolean", nullable: false),
                    lot_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    instructions = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    opened_by = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    notified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    elapsed_ms = table.Column<int>(type: "integer", nullable: false),
                    lots_found = table.Column<int>(type: "integer", nullable: false),
                    recipients_found = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recall", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "recall_contact",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recall_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recipient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    told_by = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recall_contact", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reservation",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    location_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quantity = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    reference_type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reference_id = table.Column<Guid>(type: "uuid", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reservation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stock_count",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    location_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    started_by = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_count", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "trace_batch",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bake_day = table.Column<DateOnly>(type: "date", nullable: true),
                    products = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    number = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    product_item_id = table.Column<Guid>(type: "uuid", nullable: true),
                    is_completed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trace_batch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "trace_edge",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    quantity = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    event_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trace_edge", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "trace_recipient",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: true),
                    location_id = table.Column<Guid>(type: "uuid", nullable: true),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    document = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trace_recipient", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_movement_reference_id",
                schema: "inventory",
                table: "movement",
                column: "reference_id");

            migrationBuilder.CreateIndex(
                name: "ix_count_line_count_id",
                schema: "inventory",
                table: "count_line",
                column: "count_id");

            migrationBuilder.CreateIndex(
                name: "ix_donation_tenant_id_event_time_id",
                schema: "inventory",
                table: "donation",
                columns: new[] { "tenant_id", "event_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_donation_tenant_id_number",
                schema: "inventory",
                table: "donation",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_donation_line_donation_id",
                schema: "inventory",
                table: "donation_line",
                column: "donation_id");

            migrationBuilder.CreateIndex(
                name: "ix_haccp_check_tenant_id_due_on",
                schema: "inventory",
                table: "haccp_check",
                columns: new[] { "tenant_id", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_haccp_check_tenant_id_event_time_id",
                schema: "inventory",
                table: "haccp_check",
                columns: new[] { "tenant_id", "event_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_haccp_checklist_tenant_id_name_id",
                schema: "inventory",
                table: "haccp_checklist",
                columns: new[] { "tenant_id", "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_haccp_corrective_action_deviation_id",
                schema: "inventory",
                table: "haccp_corrective_action",
                column: "deviation_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_haccp_corrective_action_tenant_id_closed_at_id",
                schema: "inventory",
                table: "haccp_corrective_action",
                columns: new[] { "tenant_id", "closed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_haccp_deviation_point_id_status",
                schema: "inventory",
                table: "haccp_deviation",
                columns: new[] { "point_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_haccp_deviation_tenant_id_started_at_id",
                schema: "inventory",
                table: "haccp_deviation",
                columns: new[] { "tenant_id", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_haccp_point_tenant_id_name_id",
                schema: "inventory",
                table: "haccp_point",
                columns: new[] { "tenant_id", "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_haccp_reading_point_id_event_time",
                schema: "inventory",
                table: "haccp_reading",
                columns: new[] { "point_id", "event_time" });

            migrationBuilder.CreateIndex(
                name: "ix_haccp_reading_tenant_id_event_time_id",
                schema: "inventory",
                table: "haccp_reading",
                columns: new[] { "tenant_id", "event_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_haccp_seal_record_id",
                schema: "inventory",
                table: "haccp_seal",
                column: "record_id");

            migrationBuilder.CreateIndex(
                name: "ix_recall_tenant_id_number",
                schema: "inventory",
                table: "recall",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_recall_tenant_id_opened_at_id",
                schema: "inventory",
                table: "recall",
                columns: new[] { "tenant_id", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_recall_contact_recall_id",
                schema: "inventory",
                table: "recall_contact",
                column: "recall_id");

            migrationBuilder.CreateIndex(
                name: "ix_reservation_expires_at",
                schema: "inventory",
                table: "reservation",
                column: "expires_at",
                filter: "quantity > 0");

            migrationBuilder.CreateIndex(
                name: "ix_reservation_lot_id",
                schema: "inventory",
                table: "reservation",
                column: "lot_id",
                filter: "quantity > 0");

            migrationBuilder.CreateIndex(
                name: "ix_reservation_tenant_id_created_at_id",
                schema: "inventory",
                table: "reservation",
                columns: new[] { "tenant_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_count_tenant_id_started_at_id",
                schema: "inventory",
                table: "stock_count",
                columns: new[] { "tenant_id", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_trace_batch_tenant_id_bake_day",
                schema: "inventory",
                table: "trace_batch",
                columns: new[] { "tenant_id", "bake_day" });

            migrationBuilder.CreateIndex(
                name: "ix_trace_edge_from_id",
                schema: "inventory",
                table: "trace_edge",
                column: "from_id");

            migrationBuilder.CreateIndex(
                name: "ix_trace_edge_to_id",
                schema: "inventory",
                table: "trace_edge",
                column: "to_id");

            migrationBuilder.Sql("UPDATE inventory.lot SET created_at = received_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "count_line",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "donation",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "donation_line",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "haccp_check",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "haccp_checklist",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "haccp_corrective_action",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "haccp_deviation",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "haccp_missed",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "haccp_point",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "haccp_reading",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "haccp_seal",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "item_food",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "recall",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "recall_contact",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "reservation",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "stock_count",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "trace_batch",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "trace_edge",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "trace_recipient",
                schema: "inventory");

            migrationBuilder.DropIndex(
                name: "ix_movement_reference_id",
                schema: "inventory",
                table: "movement");

            migrationBuilder.DropColumn(
                name: "kg",
                schema: "inventory",
                table: "waste_entry");

            migrationBuilder.DropColumn(
                name: "photo_id",
                schema: "inventory",
                table: "waste_entry");

            migrationBuilder.DropColumn(
                name: "created_at",
                schema: "inventory",
                table: "lot");

            migrationBuilder.DropColumn(
                name: "frozen_life_days",
                schema: "inventory",
                table: "item");

            migrationBuilder.DropColumn(
                name: "package_quantity",
                schema: "inventory",
                table: "item");

            migrationBuilder.DropColumn(
                name: "package_unit",
                schema: "inventory",
                table: "item");
        }
    }
}
