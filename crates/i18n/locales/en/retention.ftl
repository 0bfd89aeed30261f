mail-retention-subject = From { $from } on, a retention rule erases what is older
mail-retention-conversation-text = Hello { $name },

    { $company } has a retention rule that begins to act on { $from }: “{ $rule }”. From then on it erases conversations in which nothing has happened for { $days } days, with their messages, notes and files, here and in every backup.

    What is under a legal hold or a statutory retention stays. Here you can see which conversations it takes and when, and change it:

    { $link }
mail-retention-contact-text = Hello { $name },

    { $company } has a retention rule that begins to act on { $from }: “{ $rule }”. From then on it erases people with whom nothing has happened for { $days } days and who have no open conversation, with every conversation that they asked in, here and in every backup.

    What is under a legal hold or a statutory retention stays. Here you can see how many people it takes and when, and change it:

    { $link }
retention-standing-conversation = Closed conversations
retention-standing-contact = People who no longer write
rule-retention-days = must be from 1 to 3,660
rule-retention-notice-days = must be at most 90
rule-retention-contact = a rule about people has no mailbox, tag or state
rule-retention-merged = merged conversations go with the one that has their messages
rule-retention-action = is not possible
rule-retention-standing = of a rule that every company has, only days, notice and name can be changed
rule-statutory-scope = must be a person or a conversation
rule-ten-years = must be at most ten years ahead
