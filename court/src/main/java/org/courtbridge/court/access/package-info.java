/**
 * Access control: users and their roles, participants and their code words. Start at
 * {@link org.courtbridge.court.access.Participants}.
 */
@NullMarked
package org.courtbridge.court.access;

import org.jspecify.annotations.NullMarked;
