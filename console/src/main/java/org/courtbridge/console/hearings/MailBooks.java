package org.courtbridge.console.hearings;

import org.courtbridge.operations.correspondence.CorrespondenceBook;
import org.courtbridge.operations.invitations.InvitationBook;

/**
 * What the gateway has told by mail.
 *
 * @param invitations of hearings
 * @param applications of applications for video conferencing
 */
public record MailBooks(InvitationBook invitations, CorrespondenceBook applications) {}
