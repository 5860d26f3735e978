using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Procurement.Migrations
{
    /// <inheritdoc />
    public partial class Buying : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<decimal>(
                name: "adjusted_quantity",
                schema: "procurement",
                table: "requirement",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "adjustment_reason",
                schema: "procurement",
                table: "requirement",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "trend",
                schema: "procurement",
                table: "requirement",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "tax_rate",
                schema: "procurement",
                table: "purchase_order_line",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<decimal>(
                name: "discount",
                schema: "procurement",
                table: "purchase_order",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<decimal>(
                name: "shipping",
                schema: "procurement",
                table: "purchase_order",
                type: "numeric(18,4)",
                precision: 18,
                scale: 4,
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<string>(
                name: "buyer_name",
                schema: "procurement",
                table: "internal_transfer",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "buyer_tenant_id",
                schema: "procurement",
                table: "internal_transfer",
                type: "uuid",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "adjusted_quantity",
                schema: "procurement",
                table: "requirement");

            migrationBuilder.DropColumn(
                name: "adjustment_reason",
                schema: "procurement",
                table: "requirement");

            migrationBuilder.DropColumn(
                name: "trend",
                schema: "procurement",
                table: "requirement");

            migrationBuilder.DropColumn(
                name: "tax_rate",
                schema: "procurement",
                table: "purchase_order_line");

            migrationBuilder.DropColumn(
                name: "discount",
                schema: "procurement",
                table: "purchase_order");

            migrationBuilder.DropColumn(
                name: "shipping",
                schema: "procurement",
                table: "purchase_order");

            migrationBuilder.DropColumn(
                name: "buyer_name",
                schema: "procurement",
                table: "internal_transfer");

            migrationBuilder.DropColumn(
                name: "buyer_tenant_id",
                schema: "procurement",
                table: "internal_transfer");
        }
    }
}
