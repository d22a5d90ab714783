/** What all packages of the module share. */
@NullMarked
package org.courtbridge.codecs;

import org.jspecify.annotations.NullMarked;
