/** Who was told of a hearing by letter, and what they answered: over the API and on a page. */
@NullMarked
package org.courtbridge.console.invitations;

import org.jspecify.annotations.NullMarked;
