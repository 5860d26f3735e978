using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Production.Migrations
{
    /// <inheritdoc />
    public partial class FloorDepth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "delay_told_at",
                schema: "production",
                table: "batch",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "entered",
                schema: "production",
                table: "batch",
                type: "jsonb",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<List<Guid>>(
                name: "equipment_ids",
                schema: "production",
                table: "batch",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<List<Guid>>(
                name: "made_from",
                schema: "production",
                table: "batch",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<bool>(
                name: "made_from_is_assumed",
                schema: "production",
                table: "batch",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<Guid>(
                name: "part_of",
                schema: "production",
                table: "batch",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<List<string>>(
                name: "staff",
                schema: "production",
                table: "batch",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<List<Guid>>(
                name: "uses_recipes",
                schema: "production",
                table: "batch",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<decimal>(
                name: "waste_quantity",
                schema: "production",
                table: "batch",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<string>(
                name: "waste_reason",
                schema: "production",
                table: "batch",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "day_schedule",
                schema: "production",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    method = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seed = table.Column<int>(type: "integer", nullable: false),
                    lateness_minutes = table.Column<int>(type: "integer", nullable: false),
                    makespan_minutes = table.Column<int>(type: "integer", nullable: false),
                    solve_milliseconds = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_day_schedule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "downtime",
                schema: "production",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    equipment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    done = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    cost = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    done_by = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_downtime", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "equipment",
                schema: "production",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    location_id = table.Column<Guid>(type: "uuid", nullable: false),
                    capacity = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    capacity_unit = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    min_temp = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    max_temp = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    cost_per_hour = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    hours_run = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_equipment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "maintenance_plan",
                schema: "production",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    equipment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    every_days = table.Column<int>(type: "integer", nullable: true),
                    every_hours = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    last_done_on = table.Column<DateOnly>(type: "date", nullable: false),
                    last_done_hours = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    last_done_by = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    told_on = table.Column<DateOnly>(type: "date", nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_maintenance_plan", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "quality_check",
                schema: "production",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    template_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    checked_by = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    score = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    threshold = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    critical_failed = table.Column<List<string>>(type: "text[]", nullable: false),
                    critical_blocks = table.Column<bool>(type: "boolean", nullable: false),
                    body = table.Column<string>(type: "jsonb", nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    released_by = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    released_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    release_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quality_check", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "quality_template",
                schema: "production",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    recipe_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    product_item_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    sample_size = table.Column<int>(type: "integer", nullable: false),
                    threshold = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    body = table.Column<string>(type: "jsonb", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quality_template", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "schedule_move",
                schema: "production",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    task_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    before = table.Column<string>(type: "jsonb", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_schedule_move", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "scheduled_task",
                schema: "production",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    equipment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    load = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false),
                    temp_c = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    allergens = table.Column<List<string>>(type: "text[]", nullable: false),
                    after = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    is_pinned = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scheduled_task", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sensor",
                schema: "production",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    equipment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    adapter = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    register = table.Column<int>(type: "integer", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    format = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    scale = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    offset = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    every_seconds = table.Column<int>(type: "integer", nullable: false),
                    point_id = table.Column<Guid>(type: "uuid", nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    last_value = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    last_error_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sensor", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sensor_reading",
                schema: "production",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    equipment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    value = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sensor_reading", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_day_schedule_tenant_id_day",
                schema: "production",
                table: "day_schedule",
                columns: new[] { "tenant_id", "day" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_downtime_tenant_id_equipment_id_from_id",
                schema: "production",
                table: "downtime",
                columns: new[] { "tenant_id", "equipment_id", "from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_equipment_tenant_id_name_id",
                schema: "production",
                table: "equipment",
                columns: new[] { "tenant_id", "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_plan_tenant_id_name_id",
                schema: "production",
                table: "maintenance_plan",
                columns: new[] { "tenant_id", "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quality_check_tenant_id_batch_id",
                schema: "production",
                table: "quality_check",
                columns: new[] { "tenant_id", "batch_id" });

            migrationBuilder.CreateIndex(
                name: "ix_quality_check_tenant_id_created_at_id",
                schema: "production",
                table: "quality_check",
                columns: new[] { "tenant_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quality_template_tenant_id_code",
                schema: "production",
                table: "quality_template",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_schedule_move_tenant_id_day_at",
                schema: "production",
                table: "schedule_move",
                columns: new[] { "tenant_id", "day", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_scheduled_task_tenant_id_day_start",
                schema: "production",
                table: "scheduled_task",
                columns: new[] { "tenant_id", "day", "start" });

            migrationBuilder.CreateIndex(
                name: "ix_scheduled_task_tenant_id_equipment_id_end",
                schema: "production",
                table: "scheduled_task",
                columns: new[] { "tenant_id", "equipment_id", "end" });

            migrationBuilder.CreateIndex(
                name: "ix_sensor_tenant_id_equipment_id",
                schema: "production",
                table: "sensor",
                columns: new[] { "tenant_id", "equipment_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sensor_reading_tenant_id_equipment_id_at_id",
                schema: "production",
                table: "sensor_reading",
                columns: new[] { "tenant_id", "equipment_id", "at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "day_schedule",
                schema: "production");

            migrationBuilder.DropTable(
                name: "downtime",
                schema: "production");

            migrationBuilder.DropTable(
                name: "equipment",
                schema: "production");

            migrationBuilder.DropTable(
                name: "maintenance_plan",
                schema: "production");

            migrationBuilder.DropTable(
                name: "quality_check",
                schema: "production");

            migrationBuilder.DropTable(
                name: "quality_template",
                schema: "production");

            migrationBuilder.DropTable(
                name: "schedule_move",
                schema: "production");

            migrationBuilder.DropTable(
                name: "scheduled_task",
                schema: "production");

            migrationBuilder.DropTable(
                name: "sensor",
                schema: "production");

            migrationBuilder.DropTable(
                name: "sensor_reading",
                schema: "production");

            migrationBuilder.DropColumn(
                name: "delay_told_at",
                schema: "production",
                table: "batch");

            migrationBuilder.DropColumn(
                name: "entered",
                schema: "production",
                table: "batch");

            migrationBuilder.DropColumn(
                name: "equipment_ids",
                schema: "production",
                table: "batch");

            migrationBuilder.DropColumn(
                name: "made_from",
                schema: "production",
                table: "batch");

            migrationBuilder.DropColumn(
                name: "made_from_is_assumed",
                schema: "production",
                table: "batch");

            migrationBuilder.DropColumn(
                name: "part_of",
                schema: "production",
                table: "batch");

            migrationBuilder.DropColumn(
                name: "staff",
                schema: "production",
                table: "batch");

            migrationBuilder.DropColumn(
                name: "uses_recipes",
                schema: "production",
                table: "batch");

            migrationBuilder.DropColumn(
                name: "waste_quantity",
                schema: "production",
                table: "batch");

            migrationBuilder.DropColumn(
                name: "waste_reason",
                schema: "production",
                table: "batch");
        }
    }
}
