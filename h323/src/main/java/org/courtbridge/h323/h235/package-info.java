/**
 * The security framework of H.323 (H.235.0 v4): its tokens and keys as trees of types, the three ways in which an endpoint
 * and a gatekeeper prove to each other that they know a password, and how two endpoints agree on a secret for the keys of
 * their media (H.235.6).
 *
 * <p>Start at {@link org.courtbridge.h323.h235.H235Types}.
 */
@NullMarked
package org.courtbridge.h323.h235;

import org.jspecify.annotations.NullMarked;
