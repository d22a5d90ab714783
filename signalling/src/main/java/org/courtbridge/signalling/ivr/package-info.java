/**
 * The IVR, which callers hear and see before their hearing: the routing of dialled addresses, the menu that asks for number and
 * PIN, and the slate of those who wait. Start at {@link org.courtbridge.signalling.ivr.DialPlan}.
 */
@NullMarked
package org.courtbridge.signalling.ivr;

import org.jspecify.annotations.NullMarked;
