/** Sends the list of hearings for the public to programs of others. Start at {@link org.courtbridge.operations.publication.PostedList}. */
@NullMarked
package org.courtbridge.operations.publication;

import org.jspecify.annotations.NullMarked;
