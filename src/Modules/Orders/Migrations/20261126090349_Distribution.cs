using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Orders.Migrations
{
    /// <inheritdoc />
    public partial class Distribution : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "shipment",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    from_location_id = table.Column<Guid>(type: "uuid", nullable: false),
                    shop_id = table.Column<Guid>(type: "uuid", nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    packed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dispatched_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shipment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "shipment_stop",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    shipment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    note_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    location_id = table.Column<Guid>(type: "uuid", nullable: true),
                    order_id = table.Column<Guid>(type: "uuid", nullable: true),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    received_by = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    fail_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shipment_stop", x => x.id);
                    table.ForeignKey(
                        name: "fk_shipment_stop_customer_order_order_id",
                        column: x => x.order_id,
                        principalSchema: "orders",
                        principalTable: "customer_order",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_shipment_stop_shipment_shipment_id",
                        column: x => x.shipment_id,
                        principalSchema: "orders",
                        principalTable: "shipment",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "goods_return",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    shipment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    received_by = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    body = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_goods_return", x => x.id);
                    table.ForeignKey(
                        name: "fk_goods_return_shipment_shipment_id",
                        column: x => x.shipment_id,
                        principalSchema: "orders",
                        principalTable: "shipment",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_goods_return_shipment_stop_stop_id",
                        column: x => x.stop_id,
                        principalSchema: "orders",
                        principalTable: "shipment_stop",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "shipment_line",
                schema: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wanted = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    quantity = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    body = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shipment_line", x => x.id);
                    table.ForeignKey(
                        name: "fk_shipment_line_shipment_stop_stop_id",
                        column: x => x.stop_id,
                        principalSchema: "orders",
                        principalTable: "shipment_stop",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_goods_return_shipment_id",
                schema: "orders",
                table: "goods_return",
                column: "shipment_id");

            migrationBuilder.CreateIndex(
                name: "ix_goods_return_stop_id",
                schema: "orders",
                table: "goods_return",
                column: "stop_id");

            migrationBuilder.CreateIndex(
                name: "ix_goods_return_tenant_id_number",
                schema: "orders",
                table: "goods_return",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_shipment_tenant_id_day_id",
                schema: "orders",
                table: "shipment",
                columns: new[] { "tenant_id", "day", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_shipment_tenant_id_number",
                schema: "orders",
                table: "shipment",
                columns: new[] { "tenant_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_shipment_line_stop_id",
                schema: "orders",
                table: "shipment_line",
                column: "stop_id");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_stop_order_id",
                schema: "orders",
                table: "shipment_stop",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_stop_shipment_id",
                schema: "orders",
                table: "shipment_stop",
                column: "shipment_id");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_stop_tenant_id_note_number",
                schema: "orders",
                table: "shipment_stop",
                columns: new[] { "tenant_id", "note_number" },
                unique: true,
                filter: "note_number IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "goods_return",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "shipment_line",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "shipment_stop",
                schema: "orders");

            migrationBuilder.DropTable(
                name: "shipment",
                schema: "orders");
        }
    }
}
