using Bakery.Contracts.Auth;
using Bakery.Contracts.DemoSession;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Tenant.Locations;
using Bakery.Tenant.Members;
using Bakery.Tenant.Organisations;
using Bakery.Tenant.Settings;

namespace Bakery.Tenant;

/// <summary>Organisations, their people, sites and settings.</summary>
public sealed class TenantModule : IModule
{
    public string Name => "tenant";

    public void Configure(ModuleBuilder module)
    {
        module.Store<TenantDb>();

        module.PlatformRoutes("tenants", r =>
        {
            r.Get("", ListTenants.Handle, "Lists the organisations of the signed-in user").ForSignedIn();
            r.Post("", CreateTenant.Handle, "Creates an organisation and makes the signed-in user its owner").ForSignedIn();
            r.Get("invitations/{token}", ShowInvitation.Handle, "Shows what an invitation invites to").ForAnyone().Problems(404, "not_found").Problems(409, "invitation_expired");
            r.Post("invitations/{token}/accept", AcceptInvitation.Handle, "Joins the organisation of an invitation").ForSignedIn().Problems(404, "not_found").Problems(409, "invitation_expired", "duplicate");
        });
        module.TenantRoutes("", r =>
        {
            r.Get("", GetTenant.Handle, "Shows the organisation").Permit(Role.Viewer, "tenant.read");
            r.Patch("", UpdateTenant.Handle, "Changes names, zone, language and addresses of the organisation").Permit(Role.Admin, "tenant.write").Versioned();
        });
        module.TenantRoutes("members", r =>
        {
            r.Get("", ListMembers.Handle, "Lists the people of the organisation").Permit(Role.Admin, "members.read");
            r.Patch("{user_id:guid}", ChangeMember.Handle, "Changes a person's role or locations").Permit(Role.Admin, "members.write").Versioned().Problems(409, "last_owner");
            r.Delete("{user_id:guid}", RemoveMember.Handle, "Takes a person out of the organisation").Permit(Role.Admin, "members.write").Versioned().Problems(409, "last_owner");
        });
        module.TenantRoutes("invitations", r =>
        {
            r.Get("", ListInvitations.Handle, "Lists open invitations").Permit(Role.Admin, "members.read");
            r.Post("", InviteMember.Handle, "Invites a person by e-mail").Permit(Role.Admin, "members.write").Problems(409, "duplicate");
            r.Delete("{id:guid}", RevokeInvitation.Handle, "Takes an invitation back").Permit(Role.Admin, "members.write");
        });
        module.TenantRoutes("locations", r =>
        {
            r.Get("", ListLocations.Handle, "Lists the sites of the organisation").Permit(Role.Viewer, "locations.read");
            r.Post("", CreateLocation.Handle, "Adds a site").Permit(Role.Admin, "locations.write").Problems(409, "duplicate");
            r.Get("{id:guid}", GetLocation.Handle, "Shows a site").Permit(Role.Viewer, "locations.read");
            r.Put("{id:guid}", UpdateLocation.Handle, "Changes a site").Permit(Role.Admin, "locations.write").Versioned().Problems(409, "duplicate");
            r.Delete("{id:guid}", CloseLocation.Handle, "Closes a site; its history stays").Permit(Role.Admin, "locations.write").Versioned();
        });
        module.TenantRoutes("hierarchy", r =>
        {
            r.Get("", ShowHierarchy.Handle, "Shows which organisation this one belongs to, and which belong to it").Permit(Role.Admin, "hierarchy.read");
            r.Post("children", AddChild.Handle, "Adds an organisation that belongs to this one").Permit(Role.Admin, "hierarchy.write").Problems(402, "upgrade_required").Problems(409, "hierarchy_too_deep");
        });
        module.TenantRoutes("settings", r =>
        {
            r.Get("", ListSettings.Handle, "Shows all settings with their defaults").Permit(Role.Viewer, "settings.read");
            r.Get("{category}", GetSettings.Handle, "Shows the settings of a category").Permit(Role.Viewer, "settings.read");
            r.Put("{category}", ChangeSettings.Handle, "Changes settings of a category").Permit(Role.Admin, "settings.write").Versioned();
            r.Post("{category}/reset", ResetSettings.Handle, "Puts the settings of a category back to their defaults").Permit(Role.Admin, "settings.write");
        });

        module.InternalRoutes("tenants", r => r.Post("demo", CreateDemoTenant.Handle, "Makes the organisation of a demo session"));

        module.On<UserDeleted>(OnUserDeleted.Handle);
        module.On<DemoSessionExpired>(OnDemoSessionExpired.Handle);

        module.Answer<TenantProfile, TenantProfileAnswer>(AnswerTenantProfile.Handle);
        module.Answer<Contracts.Tenant.Locations, IReadOnlyList<LocationAnswer>>(AnswerLocations.Handle);
        module.Answer<Family, IReadOnlyList<FamilyMember>>(AnswerFamily.Handle);
        module.Answer<ParentTenant, IReadOnlyList<FamilyMember>>(AnswerFamily.Parent);
        module.Answer<ActiveTenants, IReadOnlyList<ActiveTenant>>(AnswerActiveTenants.Handle);
        module.Answer<MembershipsOf, IReadOnlyList<Membership>>(AnswerMemberships.Handle);
        module.Answer<Admins, IReadOnlyList<MemberAnswer>>(AnswerAdmins.Handle);
    }
}
