import { useMutation } from '@tanstack/react-query'
import { download } from '@/lib/csv'
import { useProblemText } from '@/ui/problem-text'
import { showToast } from '@/ui/toasts'

interface Paper { file: () => Promise<Blob>; name: string }

/** Fetches a paper and hands it to the browser as a file of that name. */
export function usePrint() {
  const problemText = useProblemText()
  return useMutation({
    mutationFn: async ({ file, name }: Paper) => { const blob = await file(); download(blob, blob.type, name) },
    onError: (problem) => showToast(problemText(problem), 'bad'),
  })
}
