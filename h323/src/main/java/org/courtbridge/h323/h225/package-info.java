/**
 * The messages of H.225.0 v7 (12/2009), Annex H: RAS between endpoints and gatekeepers, and what call signalling carries in
 * the user-user information element of Q.931. The Recommendation's sections are classes here.
 *
 * <p>Start at {@link org.courtbridge.h323.h225.Ras} and {@link org.courtbridge.h323.h225.CallSignalling}.
 */
@NullMarked
package org.courtbridge.h323.h225;

import org.jspecify.annotations.NullMarked;
