using FragSim.Sim.Base;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.PageCaches;

/// <summary>What one simulated CPU does to the page cache: it picks a file, reads or writes a few
/// pages in a row, and picks again.</summary>
/// <remarks>Lookups take no lock, as since Linux 2.6.27. A page that is missing is read with those
/// around it (<c>mm/readahead.c</c>). Who makes too many pages dirty writes as many back
/// (<c>balance_dirty_pages</c> before 3.2).</remarks>
internal sealed class CacheCpu
{
    /// <summary>Pages of one read or write at most.</summary>
    private const int MostPages = 8;

    /// <summary>Pages read from disk together: 32 KiB.</summary>
    private const int ReadAhead = 8;

    /// <summary>Files up to so many pages are at times written anew from nothing.</summary>
    private const int SmallFile = 64;

    private readonly CacheWork cache;
    private readonly Pages pages;
    private readonly CacheStore store;
    private readonly Rng rng;
    private readonly TreeUpdate update;
    private readonly List<long> window = [];
    private long waitedFromNs;

    public CacheCpu(CacheWork cache, int cpu, Rng rng)
    {
        this.cache = cache;
        pages = cache.Pages;
        store = cache.Store;
        this.rng = rng;
        update = new TreeUpdate(cpu);
    }

    /// <summary>Works until all CPUs together have done what they were to do.</summary>
    public IEnumerable<long> Work()
    {
        while (cache.IsOn)
        {
            CachedFile file = cache.Pick(rng);
            store.Open(file);
            bool write = rng.Below(100) < (uint)cache.WritePercent;
            if (write && file.Pages <= SmallFile && rng.Happens(100_000))
            {
                foreach (long next in Truncate(file))
                    yield return next;
            }
            long first = rng.Below((uint)file.Pages);
            long end = Math.Min(first + 1 + rng.Below(MostPages), file.Pages);
            for (long page = first; page < end; page++)
            {
                foreach (long next in write ? Write(file, page) : Read(file, page))
                    yield return next;
                cache.Operations++;
            }
            CacheStore.Close(file);
        }
        cache.End();
    }

    private IEnumerable<long> Read(CachedFile file, long page)
    {
        foreach (long next in Find(file, page))
            yield return next;
        yield return pages.NowNs + CpuCosts.CopyNs;
    }

    private IEnumerable<long> Write(CachedFile file, long page)
    {
        foreach (long next in Find(file, page))
            yield return next;
        yield return pages.NowNs + CpuCosts.CopyNs;
        if (!file.Tree.IsDirty(page))
        {
            foreach (long next in Change(file, page, TreeChange.SetDirty))
                yield return next;
            store.MarkDirty(file, page);
        }
        if (store.DirtyPages <= cache.MostDirty)
            yield break;
        (CachedFile old, long oldPage) = store.TakeOldestDirty();
        store.Open(old);
        foreach (long next in Change(old, oldPage, TreeChange.ClearDirty))
            yield return next;
        store.MarkClean(old, oldPage);
        CacheStore.Close(old);
    }

    /// <summary>Looks a page up, and reads it with its neighbours when it is not there.</summary>
    private IEnumerable<long> Find(CachedFile file, long page)
    {
        yield return pages.NowNs + CpuCosts.CallNs + (CpuCosts.VisitNs * file.Tree.Head.Level);
        long startedNs = pages.NowNs;
        if (store.Touch(file, page))
            yield break;
        cache.OtherWaitNs += pages.NowNs - startedNs;
        LockWindow(file, page);
        foreach (long missing in window)
        {
            foreach (long next in Add(file, missing))
                yield return next;
            store.Unlock(file, missing);
        }
        window.Clear();
        yield return pages.NowNs;
    }

    /// <summary>Locks what is to be read, all at once: other CPUs may miss the same pages.
    /// </summary>
    private void LockWindow(CachedFile file, long page)
    {
        long first = page / ReadAhead * ReadAhead;
        long end = Math.Min(first + ReadAhead, file.Pages);
        for (long other = first; other < end; other++)
        {
            if ((other == page || !file.Tree.Contains(other)) && store.TryLock(file, other))
                window.Add(other);
        }
    }

    /// <summary>Adds a page: memory first, then its place in the index.</summary>
    private IEnumerable<long> Add(CachedFile file, long page)
    {
        long startedNs = pages.NowNs;
        bool filled = store.Fill(file, page);
        cache.OtherWaitNs += pages.NowNs - startedNs;
        if (!filled)
            yield break;
        yield return pages.NowNs;
        foreach (long next in Change(file, page, TreeChange.Insert))
            yield return next;
        if (update.Failed)
            store.Drop(file, page);
    }

    private IEnumerable<long> Truncate(CachedFile file)
    {
        for (long page = 0; page < file.Pages; page++)
        {
            if (!file.Tree.Contains(page) || !store.TryLock(file, page))
                continue;
            foreach (long next in Change(file, page, TreeChange.Delete))
                yield return next;
            store.Drop(file, page);
            store.Unlock(file, page);
        }
    }

    /// <summary>Changes the index, waiting wherever another CPU holds what it needs.</summary>
    private IEnumerable<long> Change(CachedFile file, long page, TreeChange change)
    {
        update.Begin(file.Tree, page, change, cache.Locking);
        int restartsBefore = update.Restarts;
        while (update.State != UpdateState.Done)
        {
            long costNs = update.Step();
            if (update.Woken >= 0)
                cache.Wake(update.Woken, pages.NowNs + costNs);
            if (update.Awaited == null)
            {
                if (costNs > 0)
                    yield return pages.NowNs + costNs;
                continue;
            }
            waitedFromNs = pages.NowNs;
            yield return Scene.Asleep;
            cache.LockWaitNs += pages.NowNs - waitedFromNs;
        }
        cache.Restarts += update.Restarts - restartsBefore;
    }
}
