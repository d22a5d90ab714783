/**
 * The application for a hearing by video conference and the responses to it (paras. 12, 13, 15, 20, 21 and 30 of the Rules, both appendices):
 * commands, events, state and terms, pure. Start at {@link org.courtbridge.hearings.applications.Application}.
 */
@NullMarked
package org.courtbridge.hearings.applications;

import org.jspecify.annotations.NullMarked;
