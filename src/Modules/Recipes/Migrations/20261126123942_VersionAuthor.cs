using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Bakery.Recipes.Migrations
{
    /// <inheritdoc />
    public partial class VersionAuthor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "author",
                schema: "recipes",
                table: "recipe_version",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "author",
                schema: "recipes",
                table: "recipe_version");
        }
    }
}
