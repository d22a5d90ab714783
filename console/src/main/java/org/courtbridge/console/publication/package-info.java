/** The list of hearings as the public reads it. Start at {@link org.courtbridge.console.publication.PublicPages}. */
@NullMarked
package org.courtbridge.console.publication;

import org.jspecify.annotations.NullMarked;
