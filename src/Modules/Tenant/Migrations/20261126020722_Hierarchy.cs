using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Tenant.Migrations
{
    /// <inheritdoc />
    public partial class Hierarchy : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "parent_id",
                schema: "tenant",
                table: "organisation",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_organisation_parent_id",
                schema: "tenant",
                table: "organisation",
                column: "parent_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_organisation_parent_id",
                schema: "tenant",
                table: "organisation");

            migrationBuilder.DropColumn(
                name: "parent_id",
                schema: "tenant",
                table: "organisation");
        }
    }
}
