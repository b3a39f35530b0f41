/** How answers are shown. */
package dev.tagfast.cli.view;
