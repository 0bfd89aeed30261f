learning-title = What is learned
learning-what = Which words of a conversation go with which of your tags: from the newest conversations that your people tagged, at most 2,000. On a conversation, at most three tags are suggested; somebody adds them, or nobody does.
learning-not = It is learned here, from your company’s conversations alone, and for your company alone. No word is kept in clear, nothing of a person is read or noted, and nothing leaves. Whoever objects, or whose data is restricted, is left out; with every erasure it is destroyed and learned anew.
learning-built = { $count ->
    [one] Learned from one conversation.
   *[other] Learned from { $count } conversations.
}
learning-none = Nothing is learned yet: that takes a few tagged conversations, and some minutes.
learning-off = Nothing is learned: it is off.
learning-forget = Forget now
learning-forget-hint = While it is on, it is learned anew within minutes.
learning-suggested = Fits:
learning-suggested-hint = Suggested by your company’s own tagged conversations
learning-add = Add the suggested tag { $name }
verify-learned = { $n } looked at: each model opens under its own company’s key, knows that company’s tags and conversations alone, and is wanted
verify-forgotten = { $n } looked at: no model is older than the last erasure, and none was learned from somebody who may not be learned from
verify-inferred = { $n } looked at: whatever learning did is learning and forgetting, and made nothing about a person
verify-fault-model-foreign = a model is not its company’s alone
verify-fault-model-unasked = a model is there that the company did not ask for
verify-fault-model-old = a model is older than the last erasure
verify-fault-model-closed = a model was learned from somebody who may not be learned from
verify-fault-learning-person = learning touched data about a person
clause-49 = No general model is trained on your data
clause-51 = A model is trained on one company’s data alone, where that data is
clause-52 = Nothing is put together across companies
clause-54 = What was learned goes with the data
clause-113 = Nothing about people is inferred from mail
