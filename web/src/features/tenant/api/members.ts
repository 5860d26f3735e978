import { queryOptions } from '@tanstack/react-query'
import { get, patch, post, remove, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { Role } from '@/api/session'

export type Member = Schema<'MemberView'>
export type Invitation = Schema<'InvitationView'>
export type InvitationCard = Schema<'TenantShowInvitationResponse'>

export const members = () => queryOptions({ queryKey: ['tenant', 'members'], queryFn: async () => (await get<Paged<Member>>('/members')).items })
export const changeMember = (member: Member, role: Role, location_ids: string[]) => patch<Member>('/members/{user_id}', { role, location_ids }, { path: { user_id: member.user_id }, version: member.version })
export const removeMember = (member: Member) => remove('/members/{user_id}', { path: { user_id: member.user_id }, version: member.version })
export const invitations = () => queryOptions({ queryKey: ['tenant', 'invitations'], queryFn: async () => (await get<Paged<Invitation>>('/invitations')).items })
export const invite = (email: string, role: Role) => post<Invitation>('/invitations', { email, role })
export const revokeInvitation = (id: string) => remove('/invitations/{id}', { path: { id } })
export const invitation = (token: string) => queryOptions({ queryKey: ['tenant', 'invitation', token], queryFn: () => get<InvitationCard>('/api/v1/tenants/invitations/{token}', { path: { token } }), retry: false })
export const acceptInvitation = (token: string) => post('/api/v1/tenants/invitations/{token}/accept', undefined, { path: { token } })
