/** The list of hearings for the public (the Rules, para. 31). Start at {@link org.courtbridge.court.publication.PublicList}. */
@NullMarked
package org.courtbridge.court.publication;

import org.jspecify.annotations.NullMarked;
