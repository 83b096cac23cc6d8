/*
 * cli/mail.h - give an e-mail to the program that tuneup.yaml names.
 */
#ifndef TUNEUP_CLI_MAIL_H
#define TUNEUP_CLI_MAIL_H

#include "config/config.h"
#include "exchange/eml.h"

#define EML_FILES_MAX 16

/* Sender, receivers and time limit are the configuration's. Errors are those
 * of exchange/command.h. */
int mail_send(const struct config_mail *to, struct eml *mail,
	      struct err *err);

#endif
